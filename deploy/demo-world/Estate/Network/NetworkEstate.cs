using System.Collections.Immutable;

namespace Raposa.DemoWorld.Estate.Network;

/// <summary>A region's network: one VPC of our own beside the default one, and what hangs on it.</summary>
internal sealed record NetworkEstate
{
    public required Vpc Main { get; init; }

    public required Vpc Default { get; init; }

    public required ImmutableArray<Subnet> Subnets { get; init; }

    public required ImmutableArray<RouteTable> RouteTables { get; init; }

    public required ImmutableArray<NetworkAcl> Acls { get; init; }

    public required string InternetGateway { get; init; }

    public required string DefaultInternetGateway { get; init; }

    public required NatGateway Nat { get; init; }

    /// <summary>Shared by production with the other accounts of the region.</summary>
    public required string TransitGateway { get; init; }

    public required string TransitAttachment { get; init; }

    public required ImmutableArray<Endpoint> Endpoints { get; init; }

    public required ImmutableArray<PrefixList> PrefixLists { get; init; }

    /// <summary>To the security account's VPC of the same region; null there and where there is none.</summary>
    public required Peering? Peering { get; init; }

    /// <summary>False in one region: planted.</summary>
    public required bool HasFlowLogs { get; init; }

    public IEnumerable<Subnet> Of(SubnetKind kind) => Subnets.Where(subnet => subnet.Kind == kind);

    public IEnumerable<Vpc> Vpcs => [Main, Default];
}

internal sealed record Vpc(string Id, string Name, string Cidr, bool IsDefault, string DhcpOptions)
{
    public string? Ipv6Cidr { get; init; }
}

/// <param name="Base">The first address.</param>
internal sealed record Subnet(string Id, string Name, SubnetKind Kind, string Vpc, string Zone, string ZoneId, uint Base, int Bits, string RouteTable, string Acl)
{
    public string Cidr => $"{PublicAddresses.Text(Base)}/{Bits}";

    /// <summary>AWS keeps the first four and the last for itself.</summary>
    public int Hosts => (1 << (32 - Bits)) - 5;

    public string Address(int host) => PublicAddresses.Text(Base + 4 + (uint)(host % Hosts));
}

internal enum SubnetKind
{
    Public,
    Private,
    Data,
    Default,
}

internal sealed record RouteTable(string Id, string Name, string Vpc, bool IsMain, ImmutableArray<Route> Routes, ImmutableArray<string> Subnets);

/// <param name="Target">An id; its prefix says of what.</param>
internal sealed record Route(string Destination, string Target);

internal sealed record NetworkAcl(string Id, string Name, string Vpc, bool IsDefault, ImmutableArray<AclEntry> Entries, ImmutableArray<string> Subnets);

/// <param name="Protocol">A number; -1 for all.</param>
internal sealed record AclEntry(int Number, string Protocol, bool IsAllowed, bool IsEgress, string Cidr, int? From = null, int? To = null);

internal sealed record NatGateway(string Id, string Subnet, string Interface, string PrivateIp, string PublicIp, string Allocation);

/// <summary>A gateway endpoint has route tables, an interface endpoint has interfaces in subnets.</summary>
internal sealed record Endpoint(string Id, string Service, bool IsGateway, ImmutableArray<EndpointInterface> Interfaces);

internal sealed record EndpointInterface(string Id, Subnet Subnet, string PrivateIp);

/// <param name="Owner">An account id, or <c>AWS</c>.</param>
internal sealed record PrefixList(string Id, string Name, string Owner, ImmutableArray<(string Cidr, string Description)> Entries);

internal sealed record Peering(string Id, string AccepterAccount, string AccepterVpc, string AccepterCidr);
