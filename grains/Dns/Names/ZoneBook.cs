using System.Collections.Immutable;

namespace Raposa.Dns.Names;

/// <summary>All zones of an organization, asked as a resolver asks them: the longest domain first, then the name, then a wildcard.</summary>
/// <remarks>
/// On the internet a zone of Cloudflare's counts while its status is active, which Cloudflare gives only to domains that point to
/// it. One of Route 53's counts where no such zone is, and only if every list of zones is known. Private zones answer for their
/// domains alone inside VPCs; which VPCs is not looked at.
/// </remarks>
internal sealed class ZoneBook
{
    private readonly DnsCoverage _coverage;
    private readonly ILookup<(string Name, bool IsPrivate), Zone> _zones;
    private readonly Dictionary<Zone, HashSet<string>> _existing = new(ReferenceEqualityComparer.Instance);

    public ZoneBook(IEnumerable<Zone> zones, DnsCoverage coverage)
    {
        _coverage = coverage;
        All = [.. zones];
        _zones = All.ToLookup(zone => (zone.Name, zone.IsPrivate));
        foreach (var zone in All)
        {
            _existing[zone] = Existing(zone);
        }
    }

    public ImmutableArray<Zone> All { get; }

    public Lookup Find(string name, bool isPrivate)
    {
        var zones = Around(name, isPrivate);
        if (zones.Length == 0 && isPrivate)
        {
            // A resolver in a VPC asks the internet about what no private zone has.
            isPrivate = false;
            zones = Around(name, isPrivate);
            return zones.Length == 0 ? Foreign() : Among(zones, name, _coverage.ZonesMissing);
        }

        return zones.Length == 0 ? Foreign() : Among(zones, name, isPrivate ? _coverage.ZonesMissing : []);
    }

    private Zone[] Around(string name, bool isPrivate)
    {
        for (string? domain = name; domain is not null; domain = DomainText.Parent(domain))
        {
            if (_zones[(domain, isPrivate)].ToArray() is { Length: > 0 } found)
            {
                return found;
            }
        }

        return [];
    }

    private Lookup Foreign() => new() { Zone = null, Missing = _coverage.ZonesMissing };

    private Lookup Among(Zone[] zones, string name, ImmutableArray<string> missing)
    {
        var isPublic = !zones[0].IsPrivate;
        if (isPublic && zones.Where(zone => zone.IsCloudflare && zone.IsServed == true).ToArray() is { Length: 1 } active)
        {
            return In(active[0], name, missing);
        }

        // Which of several the internet asks is not collected.
        var doubts = isPublic && zones.Any(zone => zone.IsCloudflare && zone.IsServed is null) ? [$"the status of {zones[0].Name} at Cloudflare"]
            : zones.Where(zone => !zone.IsCloudflare).ToArray() is { Length: 1 } ? isPublic ? _coverage.ZonesMissing : missing
            : zones.All(zone => zone.IsCloudflare) ? [$"where {zones[0].Name} is served: it is not active at Cloudflare"]
            : ImmutableArray.Create($"which of several zones named {zones[0].Name} is asked");
        return In(Array.Find(zones, zone => !zone.IsCloudflare) ?? zones[0], name, doubts);
    }

    private Lookup In(Zone zone, string name, ImmutableArray<string> missing)
    {
        if (!zone.IsWhole)
        {
            missing = missing.Add($"{zone.AccountId}/{zone.Source}");
        }

        // A domain below that is handed to somebody else's name servers.
        for (var domain = name; domain != zone.Name; domain = DomainText.Parent(domain)!)
        {
            if (zone.Records[domain].Any(record => record.Type == "NS"))
            {
                return new() { Zone = zone, IsDelegated = true, Missing = missing.AddRange(_coverage.ZonesMissing) };
            }
        }

        return new() { Zone = zone, Missing = missing, Records = [.. Answering(zone, name).Where(record => record.Leads)] };
    }

    // RFC 4592: a wildcard answers for a name that does not exist, below the nearest one above it that does.
    private IEnumerable<ZoneRecord> Answering(Zone zone, string name)
    {
        if (_existing[zone].Contains(name))
        {
            return zone.Records[name];
        }

        var above = DomainText.Parent(name);
        while (above is not null && above != zone.Name && !_existing[zone].Contains(above))
        {
            above = DomainText.Parent(above);
        }

        return zone.Records[DomainText.Wildcard + above];
    }

    // A name exists if it has a record, or if one below it has.
    private static HashSet<string> Existing(Zone zone)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in zone.Records.Select(records => records.Key))
        {
            for (string? at = name; at is not null && DomainText.IsIn(at, zone.Name) && found.Add(at); at = DomainText.Parent(at))
            {
            }
        }

        return found;
    }
}

/// <summary>What a resolver would find.</summary>
internal sealed record Lookup
{
    /// <summary>Whose domain it is in; null where it is in none of the organization's.</summary>
    public required Zone? Zone { get; init; }

    /// <summary>That lead somewhere; empty where the name has none.</summary>
    public ImmutableArray<ZoneRecord> Records { get; init; } = [];

    /// <summary>Whether the zone hands it to other name servers, whose zone is not among those collected.</summary>
    public bool IsDelegated { get; init; }

    /// <summary>What would have to be collected to be sure.</summary>
    public required ImmutableArray<string> Missing { get; init; }
}
