using System.Collections.Immutable;
using System.Globalization;
using Raposa.DemoWorld.Estate.Fleets;

namespace Raposa.DemoWorld.Estate.Sensors;

/// <summary>
/// The company's Falcon tenant at one time: a record for each machine that ever had a sensor, back to as many as the tenant
/// holds. Most are ghosts of autoscaled machines; the rules of who has a record are in <see cref="RecordsOf"/>.
/// </summary>
internal sealed class SensorTenant
{
    /// <summary>So many of a hundred thousand records are not answered on a given day, as the real interface forgets some.</summary>
    private const int ForgottenPerDay = 35;

    public SensorTenant(EstateMoment moment)
    {
        var company = moment.Company;
        var most = company.Options.FalconHosts;
        var records = new List<SensorRecord>(most);
        records.AddRange(Foreign(company).Select(host => new SensorRecord(IdOf(company.Ids.Dice("foreign", host.Name)), null, 0, 0, host)).Take(most));
        // First what lives, then ghosts, the youngest of every place before the older ones.
        var places = company.Slots.Select(slot => (Slot: slot, Now: slot.GenerationAt(moment.At))).ToList();
        for (var back = 0; records.Count < most && places.Count > 0; back++)
        {
            foreach (var (slot, now) in places)
            {
                records.AddRange(RecordsOf(slot, now - back, moment.At));
            }

            places.RemoveAll(place => place.Slot.IsPermanent || place.Slot.Sensor == SensorState.None || place.Slot.Fleet.IsCloned);
        }

        var day = moment.At.ToUnixTimeSeconds() / 86_400;
        All = [.. records.Take(most).Where(record => !IsForgotten(record, day)).OrderBy(record => record.Id)];
        Expected = Math.Min(most, records.Count);
    }

    /// <summary>By id, as the interface sorts them.</summary>
    public ImmutableArray<SensorRecord> All { get; }

    /// <summary>How many there are when none is forgotten.</summary>
    public int Expected { get; }

    public static string CustomerId(CompanyEstate company) => company.Ids.Hex(32, "falcon", "cid");

    /// <summary>The records of one machine: none, one, or two where the sensor was installed again.</summary>
    public static IEnumerable<SensorRecord> RecordsOf(Slot slot, int generation, DateTimeOffset at)
    {
        var machine = slot.Machine(generation);
        if (slot.Sensor == SensorState.None || machine.LaunchedAt.AddSeconds(90) > at)
        {
            yield break;
        }

        // Machines of a cloned image all report as one: the first seat's record stands for them.
        if (slot.Fleet.IsCloned && slot.Index > 0)
        {
            yield break;
        }

        var dice = slot.DiceOf(slot.Fleet.IsCloned ? 0 : generation).Fork("sensor");
        yield return new(IdOf(dice), slot, generation, 0, null);
        if (dice.Fork("again").Below(100) == 0)
        {
            yield return new(IdOf(dice.Fork("second")), slot, generation, 1, null);
        }
    }

    private static IEnumerable<ForeignHost> Foreign(CompanyEstate company)
    {
        foreach (var (person, index) in Corvina.Staff.Select((person, index) => (person, index)))
        {
            yield return new($"CORV-{person.Name.Split('.')[1].ToUpperInvariant()}", ForeignHost.Laptop, SerialOf(company, person), index);
        }

        for (var number = 1; number <= 14; number++)
        {
            yield return new(string.Create(CultureInfo.InvariantCulture, $"az-erp-{number:00}"), ForeignHost.Azure, company.Ids.Uuid("azure", number.ToString(CultureInfo.InvariantCulture)), number);
        }
    }

    /// <summary>A laptop's, by which WARP and Falcon can be told to mean the same machine.</summary>
    public static string SerialOf(CompanyEstate company, Person person) => $"PF{company.Ids.Base32(6, "laptop", person.Name)}";

    private static bool IsForgotten(SensorRecord record, long day) =>
        new Dice((ulong)record.Id ^ (ulong)(day * 7919)).Below(100_000) < ForgottenPerDay;

    private static UInt128 IdOf(Dice dice)
    {
        var mine = dice.Fork("aid");
        return new(mine.Next(), mine.Next());
    }
}
