namespace Raposa.Network;

/// <summary>The configuration of all networks of an organization at one time, as far as it was collected.</summary>
internal sealed record Topology
{
    public required IReadOnlyDictionary<string, Vpc> Vpcs { get; init; }

    public required IReadOnlyDictionary<string, Subnet> Subnets { get; init; }

    public required IReadOnlyDictionary<string, NetworkInterface> Interfaces { get; init; }

    public required IReadOnlyDictionary<string, SecurityGroup> Groups { get; init; }

    public required IReadOnlyDictionary<string, NetworkAcl> Acls { get; init; }

    public required IReadOnlyDictionary<string, RouteTable> RouteTables { get; init; }

    public required IReadOnlyDictionary<string, PrefixList> PrefixLists { get; init; }

    public required IReadOnlyDictionary<string, InternetGateway> InternetGateways { get; init; }

    public required IReadOnlyDictionary<string, NatGateway> NatGateways { get; init; }

    public required IReadOnlyDictionary<string, Peering> Peerings { get; init; }

    public required IReadOnlyDictionary<string, TransitGateway> TransitGateways { get; init; }

    public required IReadOnlyDictionary<string, TransitAttachment> Attachments { get; init; }

    public required IReadOnlyDictionary<string, TransitRoute> TransitRoutes { get; init; }

    public required IReadOnlyDictionary<string, LoadBalancer> LoadBalancers { get; init; }

    public required IReadOnlyDictionary<string, TargetGroup> TargetGroups { get; init; }

    /// <summary>Which parts were read completely, per scope (an account and region, or a folder).</summary>
    public required IReadOnlySet<(Part Part, string Scope)> Collected { get; init; }

    /// <summary>Who is where. Rules are not in it, so that a topology with a changed rule keeps it.</summary>
    public required TopologyIndex Index { get; init; }

    public bool Has(Part part, string vpcId) => Vpcs.TryGetValue(vpcId, out var vpc)
        ? Collected.Contains((part, vpc.Scope))
        : HasEverywhere(part);

    /// <summary>Whether a part was collected in every scope of which anything was: then what is not there is nowhere.</summary>
    public bool HasEverywhere(Part part)
    {
        var any = false;
        foreach (var scope in Collected.Select(collected => collected.Scope).Distinct())
        {
            if (!Collected.Contains((part, scope)))
            {
                return false;
            }

            any = true;
        }

        return any;
    }

    public Topology WithGroup(SecurityGroup group) =>
        this with { Groups = new Dictionary<string, SecurityGroup>(Groups, StringComparer.Ordinal) { [group.Id] = group } };

    public Topology WithAcl(NetworkAcl acl) =>
        this with { Acls = new Dictionary<string, NetworkAcl>(Acls, StringComparer.Ordinal) { [acl.Id] = acl } };

    /// <summary>The account and region of an interface; null where its VPC was not collected.</summary>
    public (string? AccountId, string? Region) PlaceOf(NetworkInterface one) =>
        Vpcs.TryGetValue(one.VpcId, out var vpc) && vpc.Scope.Split('/') is [var account, var region] ? (account, region) : (null, null);

    /// <summary>The ACL of a subnet; null if it was not collected.</summary>
    public NetworkAcl? AclOf(string subnetId) =>
        Index.AclIds.TryGetValue(subnetId, out var id) && Acls.TryGetValue(id, out var acl) ? acl : null;
}
