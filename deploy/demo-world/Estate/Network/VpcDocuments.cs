using System.Globalization;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Estate.Network;

/// <summary>VPCs, subnets, routes and ACLs as EC2 describes them.</summary>
internal static class VpcDocuments
{
    public static EstateAnswer Vpcs(EstateCall call) => EstateAnswer.List("Vpcs", [.. call.Region.Network.Vpcs], vpc => new JsonObject
    {
        ["CidrBlock"] = vpc.Cidr, ["DhcpOptionsId"] = vpc.DhcpOptions, ["State"] = "available", ["VpcId"] = vpc.Id,
        ["OwnerId"] = call.Account.Id,
        ["InstanceTenancy"] = "default", ["IsDefault"] = vpc.IsDefault, ["Tags"] = Json.Tags(("Name", vpc.Name)),
        ["CidrBlockAssociationSet"] = new JsonArray(new JsonObject
        {
            ["AssociationId"] = call.Region.Id("vpc-cidr-assoc", vpc.Id), ["CidrBlock"] = vpc.Cidr,
            ["CidrBlockState"] = new JsonObject { ["State"] = "associated" },
        }),
    }.With("Ipv6CidrBlockAssociationSet", vpc.Ipv6Cidr is null ? null : new JsonArray(new JsonObject
    {
        ["AssociationId"] = call.Region.Id("vpc-cidr-assoc", $"{vpc.Id}/6"), ["Ipv6CidrBlock"] = vpc.Ipv6Cidr,
        ["NetworkBorderGroup"] = call.RegionName,
        ["Ipv6CidrBlockState"] = new JsonObject { ["State"] = "associated" }, ["Ipv6Pool"] = "Amazon",
    })));

    public static EstateAnswer Subnets(EstateCall call)
    {
        var used = Interfaces.Of(call.Moment, call.Region).CountBy(one => one.Subnet.Id).ToDictionary();
        return EstateAnswer.List("Subnets", call.Region.Network.Subnets, subnet => new JsonObject
        {
            ["AvailabilityZone"] = subnet.Zone, ["AvailabilityZoneId"] = subnet.ZoneId,
            ["AvailableIpAddressCount"] = subnet.Hosts - used.GetValueOrDefault(subnet.Id), ["CidrBlock"] = subnet.Cidr,
            ["DefaultForAz"] = subnet.Kind == SubnetKind.Default,
            ["MapPublicIpOnLaunch"] = subnet.Kind is SubnetKind.Public or SubnetKind.Default,
            ["State"] = "available", ["SubnetId"] = subnet.Id, ["VpcId"] = subnet.Vpc, ["OwnerId"] = call.Account.Id,
            ["AssignIpv6AddressOnCreation"] = false, ["Ipv6CidrBlockAssociationSet"] = new JsonArray(), ["Tags"] = Json.Tags(
                ("Name", subnet.Name), ("Tier", subnet.Kind == SubnetKind.Default ? "" : subnet.Kind.ToString().ToLowerInvariant())),
            ["SubnetArn"] = call.Region.Arn("ec2", $"subnet/{subnet.Id}"), ["EnableDns64"] = false, ["Ipv6Native"] = false,
            ["PrivateDnsNameOptionsOnLaunch"] = new JsonObject
            {
                ["HostnameType"] = "ip-name", ["EnableResourceNameDnsARecord"] = false, ["EnableResourceNameDnsAAAARecord"] = false,
            },
        });
    }

    public static EstateAnswer RouteTables(EstateCall call) => EstateAnswer.List("RouteTables", call.Region.Network.RouteTables, table => new JsonObject
    {
        ["Associations"] = Json.Array(
        [
            .. table.IsMain ? (JsonNode[])[Association(call, table, null)] : [],
            .. table.Subnets.Select(subnet => Association(call, table, subnet)),
        ]),
        ["PropagatingVgws"] = new JsonArray(), ["RouteTableId"] = table.Id, ["Routes"] = Json.Array(table.Routes.Select(Route)),
        ["Tags"] = Json.Tags(("Name", table.Name)), ["VpcId"] = table.Vpc, ["OwnerId"] = call.Account.Id,
    });

    public static EstateAnswer Acls(EstateCall call) => EstateAnswer.List("NetworkAcls", call.Region.Network.Acls, acl => new JsonObject
    {
        ["Associations"] = Json.Array(acl.Subnets.Select(subnet => new JsonObject
        {
            ["NetworkAclAssociationId"] = call.Region.Id("aclassoc", subnet), ["NetworkAclId"] = acl.Id, ["SubnetId"] = subnet,
        })),
        ["Entries"] = Json.Array(acl.Entries.Select(Entry)), ["IsDefault"] = acl.IsDefault, ["NetworkAclId"] = acl.Id,
        ["Tags"] = Json.Tags(("Name", acl.Name)), ["VpcId"] = acl.Vpc, ["OwnerId"] = call.Account.Id,
    });

    public static EstateAnswer DhcpOptions(EstateCall call) => EstateAnswer.List(
        "DhcpOptions", (string[])[call.Region.Network.Main.DhcpOptions], options => new JsonObject
        {
            ["DhcpConfigurations"] = new JsonArray(
                new JsonObject { ["Key"] = "domain-name", ["Values"] = Values(call.RegionName == "us-east-1" ? "ec2.internal" : $"{call.RegionName}.compute.internal") },
                new JsonObject { ["Key"] = "domain-name-servers", ["Values"] = Values("AmazonProvidedDNS") }),
            ["DhcpOptionsId"] = options, ["OwnerId"] = call.Account.Id, ["Tags"] = new JsonArray(),
        });

    private static JsonArray Values(string value) => [new JsonObject { ["Value"] = value }];

    private static JsonObject Association(EstateCall call, RouteTable table, string? subnet) => new JsonObject
    {
        ["Main"] = subnet is null, ["RouteTableAssociationId"] = call.Region.Id("rtbassoc", $"{table.Id}/{subnet}"),
        ["RouteTableId"] = table.Id,
        ["AssociationState"] = new JsonObject { ["State"] = "associated" },
    }.With("SubnetId", subnet);

    private static JsonObject Route(Route route)
    {
        var value = new JsonObject();
        value[route.Destination.StartsWith("pl-", StringComparison.Ordinal) ? "DestinationPrefixListId" : "DestinationCidrBlock"] = route.Destination;
        value[route.Target[..Math.Max(0, route.Target.IndexOf('-', StringComparison.Ordinal))] switch
        {
            "nat" => "NatGatewayId", "tgw" => "TransitGatewayId", "pcx" => "VpcPeeringConnectionId", _ => "GatewayId",
        }] = route.Target;
        value["Origin"] = route.Target == "local" ? "CreateRouteTable" : "CreateRoute";
        value["State"] = "active";
        return value;
    }

    private static JsonObject Entry(AclEntry entry) => new JsonObject
    {
        ["CidrBlock"] = entry.Cidr, ["Egress"] = entry.IsEgress, ["Protocol"] = entry.Protocol,
        ["RuleAction"] = entry.IsAllowed ? "allow" : "deny",
        ["RuleNumber"] = entry.Number,
    }.With("PortRange", entry.From is null ? null : new JsonObject { ["From"] = entry.From, ["To"] = entry.To });

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
