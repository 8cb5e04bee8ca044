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
        : HasAnywhere(part);

    public bool HasAnywhere(Part part)
    {
        foreach (var collected in Collected)
        {
            if (collected.Part == part)
            {
                return true;
            }
        }

        return false;
    }

    public Topology WithGroup(SecurityGroup group) =>
        this with { Groups = new Dictionary<string, SecurityGroup>(Groups, StringComparer.Ordinal) { [group.Id] = group } };

    public Topology WithAcl(NetworkAcl acl) =>
        this with { Acls = new Dictionary<string, NetworkAcl>(Acls, StringComparer.Ordinal) { [acl.Id] = acl } };

    /// <summary>The ACL of a subnet; null if it was not collected.</summary>
    public NetworkAcl? AclOf(string subnetId) =>
        Index.AclIds.TryGetValue(subnetId, out var id) && Acls.TryGetValue(id, out var acl) ? acl : null;
}
