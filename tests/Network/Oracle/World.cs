namespace Raposa.Network.Oracle;

/// <summary>A small network in plain words and texts. The documents for the analyzer and the packet walker are both made of it.</summary>
internal sealed class World
{
    public List<WorldVpc> Vpcs { get; } = [];

    public List<WorldSubnet> Subnets { get; } = [];

    public List<WorldCard> Cards { get; } = [];

    public List<WorldGroup> Groups { get; } = [];

    public List<WorldAcl> Acls { get; } = [];

    public List<WorldTable> Tables { get; } = [];

    public Dictionary<string, string[]> PrefixLists { get; } = [];

    public List<(string Id, string Vpc)> InternetGateways { get; } = [];

    public List<(string Id, string Vpc)> EgressGateways { get; } = [];

    public List<WorldNat> Nats { get; } = [];

    public List<WorldPeering> Peerings { get; } = [];

    public List<WorldAttachment> Attachments { get; } = [];

    public List<WorldTransitRoute> TransitRoutes { get; } = [];

    public List<WorldBalancer> Balancers { get; } = [];

    public const string TransitGateway = "tgw-1";

    public const string TransitTable = "tgw-rtb-1";

    public const string Endpoint = "vpce-1";
}

internal sealed record WorldVpc(string Id, string Cidr, string? Cidr6);

internal sealed record WorldSubnet(string Id, string Vpc, string Cidr, string? Cidr6, string Zone);

/// <param name="Kind">interface, nat_gateway, network_load_balancer, load_balancer or transit_gateway.</param>
internal sealed record WorldCard(string Id, string? Instance, string Subnet, string Vpc, string Kind, string Address, string? Public, string? Address6, string[] Groups)
{
    public bool IsAttached { get; init; } = true;

    public bool IsStopped { get; init; }

    public string Description { get; init; } = "";
}

internal sealed record WorldGroup(string Id, string Vpc, List<WorldRule> Rules);

/// <param name="Protocol">-1, tcp, udp, icmp, icmpv6 or a number.</param>
/// <param name="From">A port, or an ICMP type; null for all.</param>
/// <param name="To">A port, or an ICMP code.</param>
/// <param name="Peer">A range, a list (pl-…) or a group (sg-…).</param>
internal sealed record WorldRule(bool Egress, string Protocol, int? From, int? To, string Peer);

internal sealed record WorldAcl(string Id, string Vpc, string[] Subnets, List<WorldEntry> Entries);

internal sealed record WorldEntry(int Number, bool Egress, bool Allow, string Protocol, int? From, int? To, string Cidr);

internal sealed record WorldTable(string Id, string Vpc, bool Main, string[] Subnets, List<WorldRoute> Routes);

/// <param name="Destination">A range or a list.</param>
internal sealed record WorldRoute(string Destination, string Target, bool Blackhole = false);

internal sealed record WorldNat(string Id, string Subnet, string Vpc, string Card, string Address, string Public);

internal sealed record WorldPeering(string Id, string One, string Other, bool Active, bool OneRegion);

internal sealed record WorldAttachment(string Id, string Vpc, string[] Subnets);

internal sealed record WorldTransitRoute(string Cidr, string? Attachment);

/// <param name="Kind">network or application.</param>
internal sealed record WorldBalancer(string Arn, string Name, string Kind, bool CrossesZones, string[] Cards, List<WorldListener> Listeners);

internal sealed record WorldListener(string Protocol, int Port, string GroupArn, bool ByAddress, List<(string Target, int Port)> Targets);
