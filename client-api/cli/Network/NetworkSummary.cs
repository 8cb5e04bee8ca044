using System.Collections.Immutable;
using System.Text.Json;
using Raposa.Network;
using Raposa.Network.Reachability;

namespace Raposa.Cli;

/// <summary>What a folder holds and what of it the internet reaches, with what is not known beside it.</summary>
internal sealed record NetworkSummary(int Vpcs, int Subnets, int Interfaces, int Groups, ImmutableArray<Exposed> Exposures, ImmutableArray<string> NotCollected)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    // Without these no verdict about an interface is certain.
    private static readonly ImmutableArray<Part> Needed =
        [Part.Vpcs, Part.Subnets, Part.SecurityGroups, Part.NetworkAcls, Part.RouteTables, Part.InternetGateways];

    public static NetworkSummary Of(NetworkFiles files)
    {
        var topology = files.Topology;
        var analyzer = new ReachabilityAnalyzer(topology);
        var exposures = topology.Interfaces.Values
            .Where(one => one.Kind is InterfaceKind.Host or InterfaceKind.LoadBalancer)
            .OrderBy(one => one.OwnerId, StringComparer.Ordinal).ThenBy(one => one.Id, StringComparer.Ordinal)
            .Select(one => new Exposed(one.Id, one.OwnerId, analyzer.Answer(new(Router.Internet, one.Id))))
            .Where(one => one.Verdict.Outcome != Outcome.Denied);
        return new(
            topology.Vpcs.Count,
            topology.Subnets.Count,
            topology.Interfaces.Count,
            topology.Groups.Count,
            [.. exposures],
            [.. Needed.Where(part => !topology.HasEverywhere(part)).Select(part => part.ToString())]);
    }

    public string Json() => JsonSerializer.Serialize(
        new
        {
            Vpcs,
            Subnets,
            Interfaces,
            SecurityGroups = Groups,
            NotCollected,
            Exposed = Exposures.Select(one => new
            {
                one.InterfaceId,
                one.OwnerId,
                Verdict = VerdictWriter.Word(one.Verdict.Outcome),
                Open = one.Verdict.Open.Select(open => open.ToString()),
                one.Verdict.Mechanism,
                one.Verdict.Rules,
                one.Verdict.Missing,
            }),
        },
        Format);

    public void Write(TextWriter output)
    {
        output.WriteLine($"{Vpcs} VPCs, {Subnets} subnets, {Interfaces} interfaces, {Groups} security groups");
        if (!NotCollected.IsEmpty)
        {
            output.WriteLine($"not collected, so nothing is certain without it: {string.Join(", ", NotCollected)}");
        }

        output.WriteLine($"{Exposures.Count(one => one.Verdict.Outcome == Outcome.Allowed)} of {Interfaces} interfaces are reached from the internet, of {Exposures.Count(one => one.Verdict.Outcome == Outcome.Unknown)} it is unknown");
        foreach (var (id, owner, verdict) in Exposures)
        {
            var what = verdict.Outcome == Outcome.Allowed ? string.Join(' ', verdict.Open) : verdict.Why;
            output.WriteLine($"  {VerdictWriter.Word(verdict.Outcome),-8} {owner,-24} {id,-24} {what}");
        }
    }
}

internal sealed record Exposed(string InterfaceId, string OwnerId, Verdict Verdict);
