using System.Collections.Frozen;
using System.Text.Json;

namespace Raposa.Network.Parsing;

/// <summary>Which part a document is of: by the name of a source, or by the call that a file of answers is named after.</summary>
/// <param name="Call">As the AWS CLI spells it, such as <c>ec2-describe-subnets</c>.</param>
/// <param name="List">Where the resources are in the answer; a dot goes one list deeper.</param>
internal sealed record DocumentKind(Part Part, string Call, string List, string? Source)
{
    private static readonly DocumentKind[] All =
    [
        new(Part.Vpcs, "ec2-describe-vpcs", "Vpcs", "aws_ec2_vpc"),
        new(Part.Subnets, "ec2-describe-subnets", "Subnets", "aws_ec2_subnet"),
        new(Part.Interfaces, "ec2-describe-network-interfaces", "NetworkInterfaces", "aws_ec2_network_interface"),
        new(Part.Instances, "ec2-describe-instances", "Reservations.Instances", "aws_ec2_instance"),
        new(Part.SecurityGroups, "ec2-describe-security-groups", "SecurityGroups", "aws_ec2_security_group"),
        new(Part.SecurityGroupRules, "ec2-describe-security-group-rules", "SecurityGroupRules", "aws_ec2_security_group_rule"),
        new(Part.NetworkAcls, "ec2-describe-network-acls", "NetworkAcls", "aws_ec2_network_acl"),
        new(Part.RouteTables, "ec2-describe-route-tables", "RouteTables", "aws_ec2_route_table"),
        new(Part.PrefixLists, "ec2-describe-prefix-lists", "PrefixLists", null),
        new(Part.PrefixLists, "ec2-describe-managed-prefix-lists", "PrefixLists", "aws_ec2_managed_prefix_list"),
        new(Part.InternetGateways, "ec2-describe-internet-gateways", "InternetGateways", "aws_ec2_internet_gateway"),
        new(Part.EgressOnlyGateways, "ec2-describe-egress-only-internet-gateways", "EgressOnlyInternetGateways", "aws_ec2_egress_only_internet_gateway"),
        new(Part.NatGateways, "ec2-describe-nat-gateways", "NatGateways", "aws_ec2_nat_gateway"),
        new(Part.Peerings, "ec2-describe-vpc-peering-connections", "VpcPeeringConnections", "aws_ec2_vpc_peering_connection"),
        new(Part.TransitGateways, "ec2-describe-transit-gateways", "TransitGateways", "aws_ec2_transit_gateway"),
        new(Part.TransitAttachments, "ec2-describe-transit-gateway-attachments", "TransitGatewayAttachments", "aws_ec2_transit_gateway_attachment"),
        new(Part.TransitAttachments, "ec2-describe-transit-gateway-vpc-attachments", "TransitGatewayVpcAttachments", null),
        new(Part.TransitRouteTables, "ec2-describe-transit-gateway-route-tables", "TransitGatewayRouteTables", "aws_ec2_transit_gateway_route_table"),
        new(Part.TransitRoutes, "ec2-search-transit-gateway-routes", "Routes", "aws_ec2_transit_gateway_route"),
        new(Part.Endpoints, "ec2-describe-vpc-endpoints", "VpcEndpoints", "aws_ec2_vpc_endpoint"),
        new(Part.LoadBalancers, "elbv2-describe-load-balancers", "LoadBalancers", "aws_elbv2_load_balancer"),
        new(Part.LoadBalancerAttributes, "elbv2-describe-load-balancer-attributes", "LoadBalancerAttributes", null),
        new(Part.Listeners, "elbv2-describe-listeners", "Listeners", "aws_elbv2_listener"),
        new(Part.Listeners, "elbv2-describe-listeners.aggregated", "LoadBalancerListeners.Listeners", null),
        new(Part.TargetGroups, "elbv2-describe-target-groups", "TargetGroups", "aws_elbv2_target_group"),
        new(Part.TargetHealth, "elbv2-describe-target-health", "LoadBalancerTargetHealth", null),
        new(Part.ClassicLoadBalancers, "elb-describe-load-balancers", "LoadBalancerDescriptions", "aws_elb_load_balancer"),
        new(Part.Databases, "rds-describe-db-instances", "DBInstances", "aws_rds_instance"),
        new(Part.SearchDomains, "es-describe-elasticsearch-domains", "DomainStatusList", null),
    ];

    private static readonly FrozenDictionary<string, DocumentKind> BySource =
        All.Where(kind => kind.Source is not null).ToFrozenDictionary(kind => kind.Source!, StringComparer.Ordinal);

    /// <summary>The sources whose documents say something about the network.</summary>
    public static IReadOnlyList<string> Sources { get; } = [.. BySource.Keys.Order(StringComparer.Ordinal)];

    public static DocumentKind? OfSource(string source) => BySource.GetValueOrDefault(source);

    /// <summary>The kind of a file such as <c>ec2-describe-subnets.json</c>, with or without a word such as DERIVED before its ending.</summary>
    public static DocumentKind? OfFile(string name)
    {
        var stem = name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? name[..^5] : name;
        return All.FirstOrDefault(kind => kind.Call == stem)
            ?? All.FirstOrDefault(kind => !stem.Contains(".aggregated", StringComparison.Ordinal) && stem.StartsWith(kind.Call + ".", StringComparison.Ordinal))
            ?? All.FirstOrDefault(kind => stem == kind.Call + ".aggregated");
    }

    /// <summary>The resources in a whole answer.</summary>
    public IEnumerable<JsonElement> In(JsonElement answer)
    {
        IEnumerable<JsonElement> found = [answer];
        foreach (var member in List.Split('.'))
        {
            found = found.SelectMany(parent => parent.List(member));
        }

        return found;
    }
}
