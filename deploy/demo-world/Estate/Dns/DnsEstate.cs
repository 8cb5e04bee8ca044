using System.Collections.Immutable;
using System.Globalization;
using Raposa.DemoWorld.Estate.Balancing;
using Raposa.DemoWorld.Estate.Data;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.DemoWorld.Estate.Network;

namespace Raposa.DemoWorld.Estate.Dns;

/// <summary>The company's names at Cloudflare: what stands in front of its load balancers, and what should not be there.</summary>
internal static class DnsEstate
{
    public const string Main = "corvina.example";

    /// <summary>Its load balancer was deleted: planted.</summary>
    public const string Dangling = $"beta.{Main}";

    /// <summary>Its bucket was deleted, so that anybody may make it again: planted.</summary>
    public const string DanglingBucket = $"promo.{Main}";

    private static readonly string[] Tenants = ["alvorada", "borealis", "cardo", "delfim", "estrela", "figueira", "giesta", "horta"];

    public static ImmutableArray<DnsZone> Zones(CompanyEstate company) =>
    [
        Zone(company, Main, MainRecords(company)),
        Zone(company, "corvina-status.example", [new("corvina-status.example", "CNAME", "statuspage.vendor.example", true), new("www.corvina-status.example", "CNAME", "corvina-status.example", true)]),
        Zone(company, "corvina-mail.example", [new("corvina-mail.example", "MX", "mx1.vendor.example", false) { Priority = 10 }, new("corvina-mail.example", "TXT", "\"v=spf1 include:vendor.example -all\"", false)]),
    ];

    public static string AccountId(CompanyEstate company) => company.Ids.Hex(32, "cloudflare", "account");

    /// <summary>CloudFront's name of a distribution.</summary>
    public static string Distribution(CompanyEstate company, string name) => $"d{company.Ids.Base32(13, "cloudfront", name).ToLowerInvariant()}.cloudfront.net";

    private static DnsZone Zone(CompanyEstate company, string name, IEnumerable<DnsRecord> records) => new(
        company.Ids.Hex(32, "zone", name), name,
        [
            .. records.Select((record, index) => record with
            {
                Id = company.Ids.Hex(32, "dns", name, record.Name, record.Type, index.ToString(CultureInfo.InvariantCulture)),
            }).OrderBy(record => record.Name, StringComparer.Ordinal).ThenBy(record => record.Type, StringComparer.Ordinal),
        ]);

    private static IEnumerable<DnsRecord> MainRecords(CompanyEstate company)
    {
        var production = company.Accounts.First();
        var home = production.Regions.First();
        var balancers = home.Balancers.All.ToDictionary(one => one.Name, StringComparer.Ordinal);
        var pets = home.Slots.Where(slot => slot.Pet is not null).ToDictionary(slot => slot.Pet!.Name, slot => slot.Machine(0), StringComparer.Ordinal);
        DnsRecord To(string name, string target, bool isProxied, string type = "CNAME") => new($"{name}.{Main}", type, target, isProxied);

        yield return new(Main, "CNAME", Distribution(company, "site"), true);
        yield return To("www", Main, true);
        yield return To("app", balancers[BalancerBuilder.Public].DnsName, true);
        yield return To("api", balancers[BalancerBuilder.Public].DnsName, true);
        yield return To("static", Distribution(company, "assets"), false);
        yield return To("reports", balancers[BalancerBuilder.LegacyReports].DnsName, true) with { Comment = "old reports, luis knows" };
        yield return To("reports-old", balancers[BalancerBuilder.Classic].DnsName, false);
        yield return To("reports-db", home.Databases.First(one => one.Name == DatabaseBuilder.Legacy).Endpoint, false);
        yield return To("vendor", pets[PetCatalog.VendorJump].PublicIp!, false, "A");
        yield return To("vpn", Interfaces.UnusedAddress(home), false, "A");
        yield return To("downloads", $"{BucketBuilder.LegacyAssets}.s3.{production.Company.Regions[^1].Name}.amazonaws.com", true);
        yield return new(Dangling, "CNAME", $"corvina-beta-1187264410.{home.Name}.elb.amazonaws.com", true);
        yield return new(DanglingBucket, "CNAME", $"{DanglingBucket}.s3-website-{home.Name}.amazonaws.com", false);
        yield return To("v6", "2001:db8:1::20", false, "AAAA");
        yield return new(Main, "MX", "mx1.vendor.example", false) { Priority = 10 };
        yield return new(Main, "TXT", "\"v=spf1 include:amazonses.com -all\"", false);
        yield return new($"_dmarc.{Main}", "TXT", "\"v=DMARC1; p=none; rua=mailto:postmaster@corvina.example\"", false);
        foreach (var tenant in Tenants)
        {
            yield return To($"{tenant}.app", balancers[BalancerBuilder.Public].DnsName, true);
            for (var number = 1; number <= 14; number++)
            {
                yield return To(string.Create(CultureInfo.InvariantCulture, $"{tenant}-{number:00}.embed"), $"app.{Main}", true);
            }
        }
    }
}

internal sealed record DnsZone(string Id, string Name, ImmutableArray<DnsRecord> Records);

internal sealed record DnsRecord(string Name, string Type, string Content, bool IsProxied)
{
    public string Id { get; init; } = "";

    public int? Priority { get; init; }

    public string? Comment { get; init; }
}
