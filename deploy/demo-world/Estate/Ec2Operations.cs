using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.DemoWorld.Estate.Network;

namespace Raposa.DemoWorld.Estate;

/// <summary>EC2's reads.</summary>
internal static class Ec2Operations
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["DescribeInstances"] = InstanceDocuments.Instances,
        ["DescribeInstanceStatus"] = InstanceDocuments.Statuses,
        ["DescribeVolumes"] = InstanceDocuments.Volumes,
        ["DescribeImages"] = InstanceDocuments.Images,
        ["DescribeSnapshots"] = InstanceDocuments.Snapshots,
        ["DescribeIamInstanceProfileAssociations"] = InstanceDocuments.ProfileAssociations,
        ["DescribeVpcs"] = VpcDocuments.Vpcs,
        ["DescribeSubnets"] = VpcDocuments.Subnets,
        ["DescribeRouteTables"] = VpcDocuments.RouteTables,
        ["DescribeNetworkAcls"] = VpcDocuments.Acls,
        ["DescribeDhcpOptions"] = VpcDocuments.DhcpOptions,
        ["DescribeSecurityGroups"] = GroupDocuments.Groups,
        ["DescribeSecurityGroupRules"] = GroupDocuments.Rules,
        ["DescribeManagedPrefixLists"] = GroupDocuments.ManagedPrefixLists,
        ["GetManagedPrefixListEntries"] = GroupDocuments.Entries,
        ["DescribePrefixLists"] = GroupDocuments.PrefixLists,
        ["DescribeNetworkInterfaces"] = Interfaces.Describe,
        ["DescribeAddresses"] = Interfaces.Addresses,
        ["DescribeInternetGateways"] = GatewayDocuments.InternetGateways,
        ["DescribeNatGateways"] = GatewayDocuments.NatGateways,
        ["DescribeEgressOnlyInternetGateways"] = GatewayDocuments.EgressOnlyGateways,
        ["DescribeVpcPeeringConnections"] = GatewayDocuments.Peerings,
        ["DescribeVpcEndpoints"] = GatewayDocuments.Endpoints,
        ["DescribeFlowLogs"] = GatewayDocuments.FlowLogs,
        ["DescribeTransitGateways"] = TransitDocuments.Gateways,
        ["DescribeTransitGatewayAttachments"] = TransitDocuments.Attachments,
        ["DescribeTransitGatewayVpcAttachments"] = TransitDocuments.VpcAttachments,
        ["DescribeTransitGatewayPeeringAttachments"] = call => GatewayDocuments.None(call, "TransitGatewayPeeringAttachments"),
        ["DescribeTransitGatewayRouteTables"] = TransitDocuments.RouteTables,
        ["SearchTransitGatewayRoutes"] = TransitDocuments.Routes,
        ["GetTransitGatewayRouteTableAssociations"] = TransitDocuments.Associations,
        ["GetTransitGatewayRouteTablePropagations"] = TransitDocuments.Propagations,
        ["DescribeVpnGateways"] = call => GatewayDocuments.None(call, "VpnGateways"),
        ["DescribeVpnConnections"] = call => GatewayDocuments.None(call, "VpnConnections"),
        ["DescribeCustomerGateways"] = call => GatewayDocuments.None(call, "CustomerGateways"),
        ["DescribeRegions"] = Regions,
        ["DescribeAvailabilityZones"] = Zones,
        ["GetEbsEncryptionByDefault"] = call => EstateAnswer.Of(new() { ["EbsEncryptionByDefault"] = !call.Account.IsProduction }),
    };

    private static EstateAnswer Regions(EstateCall call)
    {
        var all = call.Parameters["AllRegions"]?.GetValue<bool>() ?? false;
        var wanted = call.Texts("RegionNames");
        return EstateAnswer.Of(new()
        {
            ["Regions"] = Json.Array(CloudRegion.All
                .Select(region => (region, IsOurs: call.Company.Regions.Contains(region)))
                .Where(one => (all || one.IsOurs) && (wanted.Count == 0 || wanted.Contains(one.region.Name)))
                .Select(one => new JsonObject
                {
                    ["Endpoint"] = $"ec2.{one.region.Name}.amazonaws.com", ["RegionName"] = one.region.Name,
                    ["OptInStatus"] = one.IsOurs ? "opted-in" : "not-opted-in",
                })),
        });
    }

    private static EstateAnswer Zones(EstateCall call) => EstateAnswer.Of(new()
    {
        ["AvailabilityZones"] = Json.Array(call.Region.Cloud.Zones.Select(zone => new JsonObject
        {
            ["State"] = "available", ["OptInStatus"] = "opt-in-not-required", ["Messages"] = new JsonArray(),
            ["RegionName"] = call.RegionName,
            ["ZoneName"] = zone.Name, ["ZoneId"] = zone.Id, ["GroupName"] = call.RegionName,
            ["NetworkBorderGroup"] = call.RegionName, ["ZoneType"] = "availability-zone",
        })),
    });
}
