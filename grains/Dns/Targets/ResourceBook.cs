using System.Collections.Immutable;
using System.Text.Json;
using Raposa.Dns.Names;
using Raposa.Inventory.Analysis;
using Raposa.Network;
using Raposa.Network.Parsing;

namespace Raposa.Dns.Targets;

/// <summary>What a name can lead to: resources by the names that AWS gave them, and by their addresses.</summary>
internal sealed class ResourceBook
{
    public const string Balancers = "aws_elbv2_load_balancer", ClassicBalancers = "aws_elb_load_balancer", TargetGroups = "aws_elbv2_target_group",
        Distributions = "aws_cloudfront_distribution", Buckets = "aws_s3_bucket", BucketBlocks = "aws_s3_account_public_access_block",
        Databases = "aws_rds_instance", DatabaseClusters = "aws_rds_cluster", Interfaces = "aws_ec2_network_interface",
        Addresses = "aws_ec2_address", Instances = "aws_ec2_instance";

    public static readonly ImmutableArray<string> Sources =
    [
        Balancers, ClassicBalancers, TargetGroups, Distributions, Buckets, BucketBlocks, Databases, DatabaseClusters, Interfaces, Addresses, Instances,
    ];

    private readonly Dictionary<string, Found> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Found> _buckets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Found> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Found> _balancers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Found> _blocks = new(StringComparer.Ordinal);
    private readonly List<(IpAddress Address, bool IsPublic, string? Instance, string? Balancer, Found Holder)> _holders = [];
    private readonly List<(string Balancer, string Target)> _targets = [];
    private readonly ILookup<(IpAddress Address, bool IsPublic), Found> _byAddress;
    private readonly ILookup<string, string> _targetsOf;

    public ResourceBook(IEnumerable<EstateDocument> documents)
    {
        foreach (var document in documents)
        {
            using var json = JsonDocument.Parse(document.Json);
            Add(document, json.RootElement);
        }

        _byAddress = _holders.Select(one => (one.Address, one.IsPublic, Owner: OwnerOf(one.Instance, one.Balancer, one.Holder), one.Holder))
            .GroupBy(one => (one.Address, one.IsPublic))
            .SelectMany(same => Owners([.. same.Select(one => one.Owner)]).Select(owner => (same.Key, owner)))
            .ToLookup(pair => pair.Key, pair => pair.owner);
        _targetsOf = _targets.Distinct().ToLookup(pair => pair.Balancer, pair => pair.Target, StringComparer.Ordinal);
    }

    public Found? Named(string name) => _byName.GetValueOrDefault(name);

    public Found? Bucket(string name) => _buckets.GetValueOrDefault(name);

    public Found Distribution(DnsResource distribution) => _byName.Values.First(found => found.Resource == distribution);

    /// <summary>What an account forbids all its buckets; null where that was not collected.</summary>
    public Found? BlockOf(string accountId) => _blocks.GetValueOrDefault(accountId);

    /// <summary>Whoever has an address; several where networks use the same one.</summary>
    public IEnumerable<Found> At(IpAddress address, bool isPublic) => _byAddress[(address, isPublic)];

    /// <summary>The machines that a load balancer passes requests to.</summary>
    public IEnumerable<(string Id, Found? Instance)> TargetsOf(DnsResource balancer) =>
        _targetsOf[balancer.Type == Balancers ? balancer.Id : ClassicKey(balancer.AccountId, balancer.Region, balancer.Id)]
            .Select(id => (id, _instances.GetValueOrDefault(id)));

    private void Add(EstateDocument document, JsonElement root)
    {
        var found = Found.Of(document);
        switch (document.Chain.Source)
        {
            case Balancers:
                Name(root.Text("DNSName"), found);
                _balancers[BalancerKey(document.Chain.AccountId, document.Chain.Region, document.Key)] = found;
                break;
            case ClassicBalancers:
                Name(root.Text("DNSName"), found);
                var classic = ClassicKey(document.Chain.AccountId, document.Chain.Region, document.Key);
                _balancers[classic] = found;
                _targets.AddRange(root.List("Instances").Select(one => one.Text("InstanceId")).OfType<string>().Select(id => (classic, id)));
                break;
            case TargetGroups:
                var targets = (root.Member("DescribeTargetHealth") ?? default).List("TargetHealthDescriptions")
                    .Select(one => one.Member("Target")?.Text("Id")).OfType<string>().ToArray();
                _targets.AddRange(root.Texts("LoadBalancerArns").SelectMany(arn => targets.Select(id => (arn, id))));
                break;
            case Distributions:
                Name(root.Text("DomainName"), found with { Origins = [.. (root.Member("Origins") ?? default).List("Items").Select(one => one.Text("DomainName")).OfType<string>()] });
                break;
            case Buckets:
                _buckets[document.Key] = found;
                break;
            case BucketBlocks:
                _blocks[document.Chain.AccountId] = found;
                break;
            case Databases:
                Name(root.Member("Endpoint")?.Text("Address"), found);
                break;
            case DatabaseClusters:
                Name(root.Text("Endpoint"), found);
                Name(root.Text("ReaderEndpoint"), found);
                break;
            case Instances:
                _instances[document.Key] = found;
                Hold(root.Text("PublicIpAddress"), true, document.Key, null, found);
                break;
            case Addresses:
                Hold(root.Text("PublicIp"), true, root.Text("InstanceId"), null, found);
                break;
            case Interfaces:
                AddInterface(document, root, found);
                break;
            default:
                break;
        }
    }

    private void AddInterface(EstateDocument document, JsonElement root, Found found)
    {
        var instance = root.Member("Attachment")?.Text("InstanceId");
        var balancer = InterfaceParser.BalancerName(root.Text("Description") ?? "") is { } name
            ? name.Contains('/', StringComparison.Ordinal)
                ? $"{document.Chain.AccountId}/{document.Chain.Region}/{name}"
                : ClassicKey(document.Chain.AccountId, document.Chain.Region, name)
            : null;
        Hold(root.Member("Association")?.Text("PublicIp"), true, instance, balancer, found);
        Hold(root.Text("PrivateIpAddress"), false, instance, balancer, found);
        foreach (var address in root.List("PrivateIpAddresses"))
        {
            Hold(address.Member("Association")?.Text("PublicIp"), true, instance, balancer, found);
            Hold(address.Text("PrivateIpAddress"), false, instance, balancer, found);
        }

        foreach (var address in root.List("Ipv6Addresses"))
        {
            Hold(address.Text("Ipv6Address"), true, instance, balancer, found);
        }
    }

    private void Name(string? name, Found found)
    {
        if (name is not null)
        {
            _byName[DomainText.Normal(name)] = found;
        }
    }

    private void Hold(string? text, bool isPublic, string? instance, string? balancer, Found holder)
    {
        if (IpAddress.TryParse(text, out var address))
        {
            _holders.Add((address, isPublic, instance, balancer, holder));
        }
    }

    // An interface is its machine's or its load balancer's, where that is known; else it stands for itself.
    private Found OwnerOf(string? instance, string? balancer, Found holder) =>
        instance is not null && _instances.TryGetValue(instance, out var machine) ? machine
        : balancer is not null && _balancers.TryGetValue(balancer, out var found) ? found
        : holder;

    // An address that is allocated stands for itself only where nothing has it.
    private static IEnumerable<Found> Owners(Found[] all)
    {
        var owners = all.Where(one => one.Resource.Type != Addresses).DistinctBy(one => one.Resource).ToArray();
        return owners.Length > 0 ? owners.OrderBy(one => one.Resource.Id, StringComparer.Ordinal) : all.DistinctBy(one => one.Resource);
    }

    // "app/shop/0a1b" is the end of the ARN, and the description of its interfaces.
    private static string BalancerKey(string accountId, string? region, string arn) =>
        $"{accountId}/{region}/{arn[(arn.IndexOf("loadbalancer/", StringComparison.Ordinal) + "loadbalancer/".Length)..]}";

    private static string ClassicKey(string accountId, string? region, string name) => $"{accountId}/{region}/classic:{name}";
}

/// <summary>A resource with its document.</summary>
internal sealed record Found(DnsResource Resource, DnsDocument Document, string Json)
{
    /// <summary>Of a distribution: where it fetches what it does not have.</summary>
    public ImmutableArray<string> Origins { get; init; } = [];

    public static Found Of(EstateDocument document) => new(
        new(document.Chain.Source, document.Key, document.Chain.AccountId, document.Chain.Region),
        new(document.Chain.Source, document.Chain.AccountId, document.Chain.Region, document.Key, document.SnapshotId, document.Sha256),
        document.Json);
}
