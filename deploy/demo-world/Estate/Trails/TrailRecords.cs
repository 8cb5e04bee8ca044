using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.DemoWorld.Life;
using Raposa.DemoWorld.Trail;

namespace Raposa.DemoWorld.Estate.Trails;

/// <summary>
/// What CloudTrail records of an account and region: the demo's day, the same bytes that are sent to the platform; what the
/// estate does by itself before and after, as its machines show; and the one command that started what nobody ordered.
/// </summary>
internal sealed class TrailRecords(CompanyEstate company)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMinutes(20);

    private readonly Lazy<ILookup<(string, string), TrailRecordAt>> _day = new(() => Day(company));

    /// <summary>Oldest first, from one time up to, not including, another.</summary>
    public IEnumerable<TrailRecordAt> Between(RegionEstate region, DateTimeOffset from, DateTimeOffset to) =>
        _day.Value[(region.Account.Id, region.Name)].Where(record => record.At >= from && record.At < to)
            .Concat(Moves(region, from, to).Where(record => !IsToldByTheDay(region, record.At)))
            .Concat(Heartbeats(region, from, to))
            .OrderBy(record => record.At).ThenBy(record => record.EventId, StringComparer.Ordinal);

    private bool IsToldByTheDay(RegionEstate region, DateTimeOffset at) =>
        region is { Account.IsProduction: true, IsHome: true } && at >= company.Options.Anchor - DemoDay.Length && at < company.Options.Anchor;

    private static ILookup<(string, string), TrailRecordAt> Day(CompanyEstate company) =>
        DemoDay.Generate(company).Events.Select(one =>
        {
            using var json = JsonDocument.Parse(one.Record);
            string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
            return (Key: (Text("recipientAccountId"), Text("awsRegion")), Record: new TrailRecordAt(one.Time, one.EventId, one.Record, json.RootElement.GetProperty("managementEvent").GetBoolean()));
        }).ToLookup(one => one.Key, one => one.Record);

    private static IEnumerable<TrailRecordAt> Moves(RegionEstate region, DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var slot in region.Slots.Where(slot => !slot.IsPermanent))
        {
            for (var generation = slot.GenerationAt(from) - 1; generation <= slot.GenerationAt(to); generation++)
            {
                if (slot.LaunchOf(generation) is var launched && launched >= from && launched < to)
                {
                    var machine = slot.Machine(generation);
                    yield return Write(region, $"run/{machine.Id}", MachineCalls.Launch(machine));
                }

                if (slot.EndOf(generation) is { } end && end >= from && end < to)
                {
                    var machine = slot.Machine(generation);
                    yield return Write(region, $"end/{machine.Id}", MachineCalls.Terminate(machine, end));
                }
            }
        }

        var experiment = region.Slots.Where(slot => slot.Fleet.Kind == FleetKind.Gpu).Select(slot => slot.Machine(0)).ToList();
        if (experiment is [var first, ..] && first.LaunchedAt >= from && first.LaunchedAt < to)
        {
            yield return Write(region, "run/gpu", StartExperiment(region, experiment));
        }
    }

    private static Call StartExperiment(RegionEstate region, List<Instance> machines)
    {
        var person = Corvina.Staff.Single(one => one.Name == "nuno.esteves");
        var at = machines[0].LaunchedAt;
        var by = person.SignedIn(region.Account.Id, at.AddMinutes(-25), Corvina.OfficeIp, Corvina.Firefox, region.Ids.Dice("gpu", "session")) with { IsConsole = true };
        return new(at, by, "ec2", "RunInstances")
        {
            Region = region.Name, IsReadOnly = false,
            Parameters = new()
            {
                ["instancesSet"] = new JsonObject { ["items"] = MachineCalls.Items([machines[0]], one => new() { ["imageId"] = one.Image.Id, ["minCount"] = machines.Count, ["maxCount"] = machines.Count, ["keyName"] = "corvina-ops" }) },
                ["instanceType"] = machines[0].Type,
                ["groupSet"] = new JsonObject { ["items"] = new JsonArray(new JsonObject { ["groupId"] = machines[0].GroupId }) },
            },
            Response = new() { ["instancesSet"] = new JsonObject { ["items"] = MachineCalls.Items(machines, one => new() { ["instanceId"] = one.Id, ["instanceType"] = one.Type, ["privateIpAddress"] = one.PrivateIp }) } },
        };
    }

    // Something AWS does for itself, so that no hour is empty for long.
    private static IEnumerable<TrailRecordAt> Heartbeats(RegionEstate region, DateTimeOffset from, DateTimeOffset to)
    {
        for (var number = from.UtcTicks / Heartbeat.Ticks; number <= to.UtcTicks / Heartbeat.Ticks; number++)
        {
            var dice = region.Ids.Dice("heartbeat", region.Account.Id, region.Name, number.ToString(CultureInfo.InvariantCulture));
            var at = new DateTimeOffset(number * Heartbeat.Ticks, TimeSpan.Zero).AddSeconds(dice.Below(1100));
            if (at >= from && at < to)
            {
                yield return Write(region, string.Create(CultureInfo.InvariantCulture, $"heartbeat/{number}"), Sts.AssumeRole(
                    at, Principal.Service(region.Account.Id, "autoscaling.amazonaws.com"), region.Account.Id,
                    "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling", "AROA6CORVINA2SCALING3", "AutoScaling", dice) with { Region = region.Name });
            }
        }
    }

    // A writer of its own for each record: its ids depend on what it is about, not on what was written before.
    private static TrailRecordAt Write(RegionEstate region, string name, Call call)
    {
        var writer = new TrailWriter(region.Ids.Dice("record", region.Account.Id, region.Name, name));
        writer.Add(call);
        var one = writer.ToEvents(new WorkingDay(call.At, call.At.AddSeconds(1))).Single();
        return new(one.Time, one.EventId, one.Record, IsManagement: true);
    }
}

/// <summary>One record and its bytes.</summary>
internal sealed record TrailRecordAt(DateTimeOffset At, string EventId, ReadOnlyMemory<byte> Json, bool IsManagement);
