using System.Collections.Immutable;
using System.Text.Json;
using Raposa.Inventory.Analysis;
using Raposa.Network.Parsing;

namespace Raposa.Dns.Names;

/// <summary>Reads zones and records out of what Cloudflare and Route 53 returned.</summary>
internal static class ZoneReader
{
    public const string CloudflareZones = "cloudflare_zone", CloudflareRecords = "cloudflare_dns_record",
        Route53Zones = "aws_route53_zone", Route53Records = "aws_route53_record";

    public static readonly ImmutableArray<string> Sources = [CloudflareZones, CloudflareRecords, Route53Zones, Route53Records];

    public static IEnumerable<Zone> Read(IReadOnlyCollection<EstateDocument> documents, DnsCoverage coverage)
    {
        var known = documents.Where(one => one.Chain.Source is CloudflareZones or Route53Zones).Select(AboutOf).OfType<About>()
            .ToDictionary(about => (about.RecordSource, about.AccountId, about.Id));
        var records = documents.Where(one => one.Chain.Source is CloudflareRecords or Route53Records).Select(RecordOf).OfType<Placed>()
            .ToLookup(one => (one.Record.Document.Source, one.Record.Document.AccountId, one.ZoneId));
        foreach (var key in known.Keys.Union(records.Select(group => group.Key)))
        {
            var (source, account, _) = key;
            var about = known.GetValueOrDefault(key);
            var name = about?.Name ?? NameOf(records[key]);
            if (name is null)
            {
                continue;
            }

            yield return new()
            {
                Name = name,
                Source = source,
                AccountId = account,
                IsPrivate = about?.IsPrivate ?? records[key].Any(one => one.IsPrivate),
                IsServed = about is null && source == CloudflareRecords ? null : about?.IsServed ?? true,
                IsWhole = coverage.IsKnown(account, source, null) && coverage.IsKnown(account, ZonesOf(source), null),
                Records = records[key]
                    .Select(one => one.Record with { IsProxied = one.Record.IsProxied && about?.IsPaused != true }).ToLookup(one => one.Name, StringComparer.Ordinal),
            };
        }
    }

    public static string ZonesOf(string records) => records == CloudflareRecords ? CloudflareZones : Route53Zones;

    // A zone whose own document is missing is known from its records: Cloudflare's name it, and every zone of Route 53 has its SOA.
    private static string? NameOf(IEnumerable<Placed> records) =>
        records.Select(one => one.ZoneName ?? (one.Record.Type == "SOA" ? one.Record.Name : null)).FirstOrDefault(name => name is not null);

    private static About? AboutOf(EstateDocument document)
    {
        using var json = JsonDocument.Parse(document.Json);
        var root = json.RootElement;
        var isCloudflare = document.Chain.Source == CloudflareZones;
        return root.Text(isCloudflare ? "name" : "Name") is { } name && root.Text(isCloudflare ? "id" : "Id") is { } id
            ? new(
                isCloudflare ? CloudflareRecords : Route53Records, document.Chain.AccountId, Bare(id), DomainText.Normal(name),
                !isCloudflare && root.Member("Config")?.Flag("PrivateZone") == true,
                isCloudflare ? root.Text("status") is { } status ? status == "active" : null : true,
                isCloudflare && root.Flag("paused") == true)
            : null;
    }

    private static Placed? RecordOf(EstateDocument document)
    {
        using var json = JsonDocument.Parse(document.Json);
        var root = json.RootElement;
        var from = new DnsDocument(
            document.Chain.Source, document.Chain.AccountId, document.Chain.Region, document.Key, document.SnapshotId, document.Sha256);
        var parent = root.Member("$parent");
        if (document.Chain.Source == CloudflareRecords)
        {
            return root.Text("name") is { } name && root.Text("type") is { } type && parent?.Text("id") is { } zone
                ? new(
                    zone, parent?.Text("name") is { } zoneName ? DomainText.Normal(zoneName) : null, IsPrivate: false,
                    new(DomainText.Normal(name), type, root.Text("content") is { } content ? [content] : [], IsAlias: false, root.Flag("proxied") == true, from))
                : null;
        }

        var alias = root.Member("AliasTarget")?.Text("DNSName");
        return root.Text("Name") is { } recordName && root.Text("Type") is { } recordType && parent?.Text("HostedZoneId") is { } zoneId
            ? new(
                Bare(zoneId), null, parent?.Flag("PrivateZone") == true,
                new(
                    DomainText.Normal(recordName), recordType, alias is null ? [.. root.List("ResourceRecords").Select(one => one.Text("Value")).OfType<string>()] : [alias],
                    alias is not null, IsProxied: false, from))
            : null;
    }

    private static string Bare(string zoneId) => zoneId[(zoneId.LastIndexOf('/') + 1)..];

    private sealed record About(string RecordSource, string AccountId, string Id, string Name, bool IsPrivate, bool? IsServed, bool IsPaused);

    private sealed record Placed(string ZoneId, string? ZoneName, bool IsPrivate, ZoneRecord Record);
}
