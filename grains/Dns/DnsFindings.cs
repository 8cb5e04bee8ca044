using System.Collections.Immutable;
using System.Text.Json;
using Raposa.Dns.Names;
using Raposa.Findings;
using Raposa.Incidents;

namespace Raposa.Dns;

/// <summary>Which names and origins are findings, and when those are over.</summary>
internal static class DnsFindings
{
    public const string Dangling = "dns.dangling", Exposed = "dns.origin_exposed";

    private const int NamesInText = 5, NamesInEvidence = 50;

    public static ImmutableArray<RaisedDns> Of(DnsReport report) =>
    [
        .. report.Names.Where(name => name.Standing == DnsStanding.Dangling).Select(name => OfName(name, report.Basis.AsOf)),
        .. report.Origins.Where(origin => origin.Verdict == DnsOriginVerdict.Exposed).GroupBy(origin => origin.Resource!)
            .Select(same => OfOrigin([.. same], report.Basis.AsOf)),
    ];

    /// <summary>Whether it is certain that what a finding says is so no longer. What is not known ends nothing.</summary>
    public static bool IsOver(DnsReport report, RaisedDns raised) => raised.Kind == Dangling ? IsNameOver(report, raised) : IsOriginOver(report, raised);

    private static bool IsNameOver(DnsReport report, RaisedDns raised)
    {
        var name = report.Names.FirstOrDefault(one => one.Name == raised.Subject && one.IsPrivate == raised.IsPrivate);
        return name is not null
            ? name.Standing is DnsStanding.Resource or DnsStanding.External
            : report.Coverage.IsKnown(raised.AccountId, raised.Source, null) && report.Coverage.IsKnown(raised.AccountId, ZoneReader.ZonesOf(raised.Source), null);
    }

    private static bool IsOriginOver(DnsReport report, RaisedDns raised)
    {
        var origins = report.Origins.Where(one => one.Resource is { } resource && resource.Type == raised.Source
            && resource.Id == raised.Subject && resource.AccountId == raised.AccountId).ToArray();
        return origins.Length > 0
            ? origins.All(one => one.Verdict == DnsOriginVerdict.NotExposed)
            : report.Basis.ZonesUnknown.IsEmpty && !report.Origins.Any(one => one.Resource is null && IsUnknown(report, one));
    }

    // A proxied name whose end is not known may lead to it still.
    private static bool IsUnknown(DnsReport report, DnsOrigin origin) =>
        report.Names.Any(name => name.Name == origin.Name && name.Ends.Any(end => end.Target == origin.Target && end.Standing == DnsStanding.Unknown));

    private static RaisedDns OfName(DnsName name, DateTimeOffset at)
    {
        var fingerprint = $"{Dangling}:{name.AccountId}:{name.Name}{(name.IsPrivate ? ":private" : "")}";
        var ends = name.Ends.Where(end => end.Standing == DnsStanding.Dangling).ToArray();
        return new(fingerprint, Dangling, name.Source, name.AccountId, name.Name, name.IsPrivate)
        {
            Draft = new()
            {
                Fingerprint = fingerprint,
                Kind = Dangling,
                Severity = name.Severity ?? Severity.Low,
                Title = $"{name.Name} leads to {ends[0].Target}, which is not there",
                Detail = $"{name.Reason} Of every connected account the sources that would have it are known whole, and none has it. "
                    + "Whoever is sent there by this name trusts whoever answers. Delete the record, or make again what it names; if it belongs to somebody who is not connected, suppress this with that reason.",
                AccountId = name.AccountId,
                Subject = name.Name,
                SeenAt = at,
                EvidenceJson = JsonSerializer.Serialize(new
                {
                    name = name.Name, zone = name.Zone, isPrivate = name.IsPrivate, isProxied = name.IsProxied, targets = ends.Select(end => end.Target),
                    records = name.Hops.Where(hop => hop.Kind == DnsHopKind.Record && hop.Document is not null).Select(hop => new { hop.Name, hop.Type, hop.Value, hop.Document!.Key, hop.Document.SnapshotId }),
                }),
            },
        };
    }

    private static RaisedDns OfOrigin(DnsOrigin[] origins, DateTimeOffset at)
    {
        var (first, resource) = (origins[0], origins[0].Resource!);
        var names = origins.Select(origin => origin.Name).Distinct().Order(StringComparer.Ordinal).ToArray();
        var some = string.Join(", ", names.Take(NamesInText)) + (names.Length > NamesInText ? $" and {names.Length - NamesInText} more" : "");
        var fingerprint = $"{Exposed}:{resource.AccountId}:{resource.Id}";
        return new(fingerprint, Exposed, resource.Type, resource.AccountId, resource.Id, IsPrivate: false)
        {
            Draft = new()
            {
                Fingerprint = fingerprint,
                Kind = Exposed,
                Severity = first.Severity ?? Severity.Medium,
                Title = $"{resource.Id} is reached around Cloudflare, which stands before {(names.Length == 1 ? names[0] : $"{names.Length} names of it")}",
                Detail = $"{first.Reason} It stands behind {some}. Who finds its address or its own name goes past the firewall, the rate limits and the bot rules of the proxy. "
                    + "Let in Cloudflare's published ranges alone, or require a client certificate (authenticated origin pulls), or put a tunnel in its place.",
                AccountId = resource.AccountId,
                Region = resource.Region,
                Subject = resource.Id,
                SeenAt = at,
                EvidenceJson = JsonSerializer.Serialize(new
                {
                    names = names.Take(NamesInEvidence), count = names.Length, type = resource.Type, witness = first.Network?.Witness, rules = first.Network?.Rules ?? [],
                    documents = first.Documents.Select(document => new { document.Source, document.Key, document.SnapshotId }),
                }),
            },
        };
    }
}

/// <summary>A finding that was raised, by what it is about: enough to see that it is over.</summary>
/// <param name="Source">Of a name the source of its records; of an origin the resource's type.</param>
/// <param name="Subject">The name, or the resource's id.</param>
internal sealed record RaisedDns(string Fingerprint, string Kind, string Source, string AccountId, string Subject, bool IsPrivate)
{
    /// <summary>What is said of it now; null of one that is remembered.</summary>
    public FindingDraft? Draft { get; init; }
}
