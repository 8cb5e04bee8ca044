using System.Collections.Immutable;
using Raposa.Dns.Chains;
using Raposa.Dns.Names;
using Raposa.Dns.Origins;
using Raposa.Dns.Targets;
using Raposa.Inventory.Analysis;
using Raposa.Network;

namespace Raposa.Dns;

/// <summary>What stands behind every name of an organization as of a time, and which origins are reached around their proxy.</summary>
internal sealed record DnsReport
{
    public required DnsBasis Basis { get; init; }

    /// <summary>In the order of names.</summary>
    public required ImmutableArray<DnsName> Names { get; init; }

    public required ImmutableArray<DnsOrigin> Origins { get; init; }

    /// <summary>For what is certain to be no more.</summary>
    public required DnsCoverage Coverage { get; init; }

    /// <summary>What must be read for it, beside the networks.</summary>
    public static ImmutableArray<string> Sources { get; } = [.. ZoneReader.Sources, .. ResourceBook.Sources];

    /// <param name="former">Elastic addresses that once were the organization's, by address.</param>
    public static DnsReport Of(
        AnalysisRun run, IReadOnlyCollection<EstateDocument> documents, IReadOnlyDictionary<string, FormerAddress> former, Topology topology)
    {
        var coverage = new DnsCoverage(run);
        var zones = new ZoneBook(ZoneReader.Read([.. documents.Where(one => ZoneReader.Sources.Contains(one.Chain.Source))], coverage), coverage);
        var resources = new ResourceBook(documents.Where(one => ResourceBook.Sources.Contains(one.Chain.Source)));
        var walk = new ChainWalk(zones, resources, coverage, former);
        var judge = new OriginJudge(resources, topology);
        ImmutableArray<DnsName> names =
        [
            .. zones.All.SelectMany(zone => zone.Records.Where(records => records.Any(record => record.Leads)), (zone, records) => (Zone: zone, Name: records.Key))
                .GroupBy(one => (one.Name, one.Zone.IsPrivate))
                .Select(same => NameOf(same.Key.Name, ZoneOf(zones, same.Key.Name, same.Key.IsPrivate, same.First().Zone), walk))
                .OrderBy(name => name.Name, StringComparer.Ordinal).ThenBy(name => name.IsPrivate),
        ];
        ImmutableArray<DnsOrigin> origins =
        [
            .. names.Where(name => name.IsProxied).SelectMany(name => name.Ends.Where(end => end is { IsBehind: false, Standing: not DnsStanding.Dangling })
                .DistinctBy(end => end.Target, StringComparer.Ordinal).Select(end => judge.Of(name.Name, end))),
        ];
        return new() { Basis = BasisOf(run, names, origins, coverage), Names = names, Origins = origins, Coverage = coverage };
    }

    private static Zone ZoneOf(ZoneBook zones, string name, bool isPrivate, Zone first) => zones.Find(name, isPrivate).Zone ?? first;

    private static DnsName NameOf(string name, Zone zone, ChainWalk walk)
    {
        var chain = walk.Of(name, zone.IsPrivate);
        var deciding = chain.Deciding;
        return new()
        {
            Name = name, IsPrivate = zone.IsPrivate, Zone = zone.Name, Source = zone.Source, AccountId = zone.AccountId,
            IsProxied = chain.Hops.Any(hop => hop is { Depth: 0, IsProxied: true }), Standing = deciding.Standing, Severity = deciding.Severity,
            Reason = deciding.Reason, Ends = chain.Ends, Hops = chain.Hops,
        };
    }

    private static DnsBasis BasisOf(AnalysisRun run, ImmutableArray<DnsName> names, ImmutableArray<DnsOrigin> origins, DnsCoverage coverage) => new()
    {
        AnalysisId = run.Id,
        AsOf = run.AsOf,
        Names = names.Length,
        Resource = names.Count(name => name.Standing == DnsStanding.Resource),
        Dangling = names.Count(name => name.Standing == DnsStanding.Dangling),
        External = names.Count(name => name.Standing == DnsStanding.External),
        Unknown = names.Count(name => name.Standing == DnsStanding.Unknown),
        Exposed = origins.Count(origin => origin.Verdict == DnsOriginVerdict.Exposed),
        NotExposed = origins.Count(origin => origin.Verdict == DnsOriginVerdict.NotExposed),
        OriginsUnknown = origins.Count(origin => origin.Verdict == DnsOriginVerdict.Unknown),
        ZonesUnknown = [.. coverage.ZonesMissing, .. coverage.RecordsMissing],
    };
}
