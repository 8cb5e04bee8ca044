namespace Raposa.Network;

/// <summary>Who holds which address, and which table and ACL a subnet has.</summary>
internal sealed class TopologyIndex
{
    public required IReadOnlyDictionary<string, string> AclIds { get; init; }

    public required IReadOnlyDictionary<string, RouteTable> Tables { get; init; }

    public required IReadOnlyDictionary<string, RouteTable> MainTables { get; init; }

    /// <summary>Edge associations: the table for what comes in through a gateway.</summary>
    public required IReadOnlyDictionary<string, RouteTable> GatewayTables { get; init; }

    public required IReadOnlyDictionary<(string VpcId, IpAddress Address), NetworkInterface> ByAddress { get; init; }

    public required ILookup<IpAddress, NetworkInterface> ByAnyAddress { get; init; }

    public required IReadOnlyDictionary<IpAddress, (NetworkInterface Interface, IpAddress Private)> ByPublic { get; init; }

    public required ILookup<string, NetworkInterface> ByOwner { get; init; }

    public required ILookup<string, Subnet> SubnetsOf { get; init; }

    public required IReadOnlyDictionary<string, InternetGateway> GatewayOf { get; init; }

    public required ILookup<string, NatGateway> NatByInterface { get; init; }

    /// <summary>Interfaces of transit gateways, by VPC.</summary>
    public required ILookup<string, NetworkInterface> TransitInterfaces { get; init; }

    /// <summary>Interfaces of load balancers, by VPC.</summary>
    public required ILookup<string, NetworkInterface> BalancerInterfaces { get; init; }

    /// <summary>The load balancer of each of its interfaces.</summary>
    public required IReadOnlyDictionary<string, LoadBalancer> BalancerOf { get; init; }

    public RouteTable? TableOf(Subnet subnet) =>
        Tables.TryGetValue(subnet.Id, out var table) || MainTables.TryGetValue(subnet.VpcId, out table) ? table : null;

    public Subnet? SubnetAt(string vpcId, IpAddress address) =>
        SubnetsOf[vpcId].FirstOrDefault(subnet => subnet.Ranges.Any(range => range.Contains(address)));

    public static TopologyIndex Of(
        IReadOnlyCollection<Subnet> subnets,
        IReadOnlyCollection<NetworkInterface> interfaces,
        IReadOnlyCollection<NetworkAcl> acls,
        IReadOnlyCollection<RouteTable> tables,
        IReadOnlyCollection<InternetGateway> gateways,
        IReadOnlyCollection<NatGateway> nats,
        IReadOnlyDictionary<string, LoadBalancer> balancers)
    {
        var byAddress = new Dictionary<(string, IpAddress), NetworkInterface>();
        var byPublic = new Dictionary<IpAddress, (NetworkInterface, IpAddress)>();
        foreach (var one in interfaces)
        {
            foreach (var address in one.Addresses)
            {
                byAddress.TryAdd((one.VpcId, address.Private), one);
                if (address.Public is { } visible)
                {
                    byPublic.TryAdd(visible, (one, address.Private));
                }
                else if (address.Private.IsV6)
                {
                    byPublic.TryAdd(address.Private, (one, address.Private));
                }
            }
        }

        return new()
        {
            AclIds = First(acls.SelectMany(acl => acl.SubnetIds, (acl, subnet) => (subnet, acl.Id))),
            Tables = First(tables.SelectMany(table => table.SubnetIds, (table, subnet) => (subnet, table))),
            MainTables = First(tables.Where(table => table.IsMain).Select(table => (table.VpcId, table))),
            GatewayTables = First(tables.SelectMany(table => table.GatewayIds, (table, gateway) => (gateway, table))),
            ByAddress = byAddress,
            ByAnyAddress = interfaces
                .SelectMany(one => one.Addresses, (one, address) => (address.Private, one))
                .ToLookup(pair => pair.Private, pair => pair.one),
            ByPublic = byPublic,
            ByOwner = interfaces.ToLookup(one => one.OwnerId, StringComparer.Ordinal),
            SubnetsOf = subnets.ToLookup(subnet => subnet.VpcId, StringComparer.Ordinal),
            GatewayOf = First(gateways.SelectMany(gateway => gateway.VpcIds, (gateway, vpc) => (vpc, gateway))),
            NatByInterface = nats
                .SelectMany(nat => nat.Addresses.Where(address => address.InterfaceId is not null), (nat, address) => (address.InterfaceId, nat))
                .ToLookup(pair => pair.InterfaceId!, pair => pair.nat, StringComparer.Ordinal),
            TransitInterfaces = interfaces
                .Where(one => one.Kind == InterfaceKind.TransitGateway)
                .ToLookup(one => one.VpcId, StringComparer.Ordinal),
            BalancerInterfaces = interfaces
                .Where(one => one.Kind == InterfaceKind.LoadBalancer)
                .ToLookup(one => one.VpcId, StringComparer.Ordinal),
            BalancerOf = First(interfaces
                .Where(one => one.Kind == InterfaceKind.LoadBalancer && balancers.ContainsKey(one.OwnerId))
                .Select(one => (one.Id, balancers[one.OwnerId]))),
        };
    }

    private static Dictionary<string, T> First<T>(IEnumerable<(string Key, T Value)> pairs)
    {
        var found = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (key, value) in pairs)
        {
            found.TryAdd(key, value);
        }

        return found;
    }
}
