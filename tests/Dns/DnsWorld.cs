using System.Text.Json;
using Raposa.Dns.Targets;
using Raposa.Inventory;
using Raposa.Inventory.Analysis;
using Raposa.Network;
using Raposa.Network.Estate;
using Raposa.Network.Oracle;
using Raposa.Network.Parsing;
using Raposa.Support;

namespace Raposa.Dns;

/// <summary>One AWS account and one of Cloudflare's, in plain words: names, what they may lead to, and a network of three machines.</summary>
internal sealed class DnsWorld
{
    public const string Account = "111122223333", Region = "eu-west-1", Cloudflare = "c10dc10d";

    public const string WebAddress = "52.0.0.10";

    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    private readonly List<Said> _documents = [];

    /// <summary>Sources whose last run did not end well, in whatever account.</summary>
    public HashSet<string> Failed { get; } = [];

    public Dictionary<string, FormerAddress> Former { get; } = [];

    /// <summary>i-web has <see cref="WebAddress"/>, and 80 and 443 are open to everybody.</summary>
    public World Network { get; init; } = SmallWorld.ThreeTiers();

    public static IEnumerable<string> Sources => DnsReport.Sources.Union(DocumentKind.Sources);

    public IEnumerable<Said> Documents => _documents.Concat(Network.Documents().Select((one, number) =>
    {
        var json = JsonSerializer.Serialize(one.Document);
        var source = DocumentKind.Sources.First(name => DocumentKind.OfSource(name)!.Part == one.Part);
        return new Said(source, KeyOf(source, json) ?? $"{source}-{number}", json);
    }));

    public DnsWorld Zone(string name, string status = "active", bool isPaused = false) =>
        Say("cloudflare_zone", $"zone-{name}", new { id = $"zone-{name}", name, status, paused = isPaused });

    /// <summary>A record at Cloudflare; its zone is the last two labels.</summary>
    public DnsWorld Record(string name, string type, string content, bool isProxied = false)
    {
        var zone = string.Join('.', name.Split('.')[^2..]);
        return Say("cloudflare_dns_record", $"{name}/{type}/{content}", new Dictionary<string, object>
        {
            ["$parent"] = new { id = $"zone-{zone}", name = zone }, ["name"] = name, ["type"] = type, ["content"] = content, ["proxied"] = isProxied,
        });
    }

    public DnsWorld HostedZone(string name, bool isPrivate = false) => Say(
        "aws_route53_zone", $"/hostedzone/{name}", new { Id = $"/hostedzone/{name}", Name = $"{name}.", Config = new { PrivateZone = isPrivate } });

    public DnsWorld Set(string zone, string name, string type, params string[] values) => Put(zone, name, type, null, values);

    public DnsWorld Alias(string zone, string name, string target) => Put(zone, name, "A", target, []);

    public DnsWorld Balancer(string name, string dnsName, string source = "aws_elbv2_load_balancer") => source == "aws_elb_load_balancer"
        ? Say(source, name, new { LoadBalancerName = name, DNSName = dnsName, Scheme = "internet-facing" })
        : Say(source, $"arn:aws:elasticloadbalancing:{Region}:{Account}:loadbalancer/app/{name}/0a1b", new
        {
            LoadBalancerArn = $"arn:aws:elasticloadbalancing:{Region}:{Account}:loadbalancer/app/{name}/0a1b", LoadBalancerName = name, DNSName = dnsName,
            Type = "application", Scheme = "internet-facing",
        });

    public DnsWorld Bucket(string name, bool? isPublic = false, bool? isRestricted = false) => Say("aws_s3_bucket", name, new
    {
        Name = name,
        GetBucketPolicyStatus = isPublic is { } yes ? new { PolicyStatus = new { IsPublic = yes } } : null,
        GetBucketAcl = new { Grants = Array.Empty<object>() },
        GetPublicAccessBlock = isRestricted is { } restricted
            ? new { PublicAccessBlockConfiguration = new { RestrictPublicBuckets = restricted, IgnorePublicAcls = false } } : null,
    });

    public DnsWorld AccountBlock(bool isRestricted) => Say("aws_s3_account_public_access_block", Account, new
    {
        PublicAccessBlockConfiguration = new { RestrictPublicBuckets = isRestricted, IgnorePublicAcls = isRestricted },
    });

    public DnsWorld Distribution(string domain, string origin, string acl = "", bool isEnabled = true) => Say("aws_cloudfront_distribution", $"E-{domain}", new
    {
        Id = $"E-{domain}", DomainName = domain, Enabled = isEnabled, WebACLId = acl, Origins = new { Items = new[] { new { DomainName = origin } } },
    });

    public DnsWorld Say(string source, string key, object document)
    {
        _documents.Add(new(source, key, JsonSerializer.Serialize(document)));
        return this;
    }

    public DnsReport Report() => Report(Documents, Failed, Former);

    public DnsName Name(string name, bool isPrivate = false) => Report().Names.Single(one => one.Name == name && one.IsPrivate == isPrivate);

    public DnsOrigin Origin(string name) => Report().Origins.Single(one => one.Name == name);

    /// <summary>What is made of some documents where the last run of some sources failed.</summary>
    public static DnsReport Report(IEnumerable<Said> documents, IReadOnlySet<string> failed, IReadOnlyDictionary<string, FormerAddress> former)
    {
        var run = new AnalysisRun
        {
            Organization = PostgresFixture.NewOrganizationId(),
            Id = Guid.CreateVersion7(Now),
            AsOf = Now,
            Chains =
            [
                .. Sources.Select(source => new ChainCoverage
                {
                    Chain = ChainOf(source), State = failed.Contains(source) ? CoverageState.Stale : CoverageState.Known, SnapshotId = SnapshotOf(source),
                }),
            ],
        };
        var estate = documents.Select(one => new EstateDocument(ChainOf(one.Source), one.Key, SnapshotOf(one.Source), one.Sha256, one.Json)).ToArray();
        var builder = NetworkModel.Begin(run);
        foreach (var one in estate)
        {
            if (DocumentKind.OfSource(one.Chain.Source) is { } kind)
            {
                using var json = JsonDocument.Parse(one.Json);
                builder.Add(kind.Part, NetworkModel.ScopeOf(one.Chain), json.RootElement.Clone());
            }
        }

        return DnsReport.Of(run, [.. estate.Where(one => DnsReport.Sources.Contains(one.Chain.Source))], former, builder.Build());
    }

    public static ChainName ChainOf(string source) => source.StartsWith("cloudflare_", StringComparison.Ordinal)
        ? new(Cloudflare, source, null)
        : new(Account, source, source is "aws_s3_bucket" or "aws_s3_account_public_access_block" or "aws_cloudfront_distribution" or "aws_route53_zone" or "aws_route53_record" ? null : Region);

    public static Guid SnapshotOf(string source) => new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(source)).AsSpan(0, 16));

    private DnsWorld Put(string zone, string name, string type, string? alias, string[] values) => Say(
        "aws_route53_record", $"{zone}/{name}/{type}", new Dictionary<string, object?>
        {
            ["$parent"] = new { HostedZoneId = $"/hostedzone/{zone}", PrivateZone = zone.EndsWith(".internal", StringComparison.Ordinal) },
            ["Name"] = $"{name}.", ["Type"] = type, ["AliasTarget"] = alias is null ? null : new { DNSName = $"{alias}." },
            ["ResourceRecords"] = values.Select(value => new { Value = value }),
        });

    private static string? KeyOf(string source, string json)
    {
        using var document = JsonDocument.Parse(json);
        return source switch
        {
            "aws_ec2_network_interface" => document.RootElement.Text("NetworkInterfaceId"),
            "aws_ec2_instance" => document.RootElement.Text("InstanceId"),
            _ => null,
        };
    }
}

/// <summary>A document as a source has it.</summary>
internal sealed record Said(string Source, string Key, string Json)
{
    public string Sha256 => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Json)));
}
