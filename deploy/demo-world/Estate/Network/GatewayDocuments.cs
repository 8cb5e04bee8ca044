using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Estate.Network;

/// <summary>What leads out of a VPC, as EC2 describes it.</summary>
internal static class GatewayDocuments
{
    public static EstateAnswer InternetGateways(EstateCall call)
    {
        var network = call.Region.Network;
        return EstateAnswer.List(
            "InternetGateways", ((string, Vpc)[])[(network.InternetGateway, network.Main), (network.DefaultInternetGateway, network.Default)], one => new JsonObject
            {
                ["Attachments"] = new JsonArray(new JsonObject { ["State"] = "available", ["VpcId"] = one.Item2.Id }),
                ["InternetGatewayId"] = one.Item1,
                ["OwnerId"] = call.Account.Id, ["Tags"] = Json.Tags(("Name", one.Item2.Name)),
            });
    }

    public static EstateAnswer NatGateways(EstateCall call)
    {
        var network = call.Region.Network;
        return EstateAnswer.List("NatGateways", (NatGateway[])[network.Nat], nat => new JsonObject
        {
            ["CreateTime"] = "2023-05-16T08:11:20+00:00", ["NatGatewayId"] = nat.Id, ["State"] = "available", ["SubnetId"] = nat.Subnet,
            ["VpcId"] = network.Main.Id, ["ConnectivityType"] = "public", ["Tags"] = Json.Tags(("Name", network.Main.Name)),
            ["NatGatewayAddresses"] = new JsonArray(new JsonObject
            {
                ["AllocationId"] = nat.Allocation, ["NetworkInterfaceId"] = nat.Interface, ["PrivateIp"] = nat.PrivateIp,
                ["PublicIp"] = nat.PublicIp,
                ["AssociationId"] = call.Region.Id("eipassoc", nat.Interface), ["IsPrimary"] = true, ["Status"] = "succeeded",
            }),
        });
    }

    public static EstateAnswer EgressOnlyGateways(EstateCall call) => EstateAnswer.List(
        "EgressOnlyInternetGateways", call.Region.Network.Main.Ipv6Cidr is null ? [] : (string[])[call.Region.Id("eigw", "main")], id => new JsonObject
        {
            ["Attachments"] = new JsonArray(new JsonObject { ["State"] = "attached", ["VpcId"] = call.Region.Network.Main.Id }),
            ["EgressOnlyInternetGatewayId"] = id, ["Tags"] = new JsonArray(),
        });

    // Each end of a peering sees it.
    public static EstateAnswer Peerings(EstateCall call)
    {
        var known = call.Company.Accounts.Take(3).SelectMany(account => account.Regions)
            .Where(region => region.Network.Peering is { } peering && region.Name == call.RegionName && (region.Account == call.Account || peering.AccepterAccount == call.Account.Id))
            .ToList();
        return EstateAnswer.List("VpcPeeringConnections", known, region => new JsonObject
        {
            ["AccepterVpcInfo"] = Side(region.Network.Peering!.AccepterCidr, region.Network.Peering.AccepterAccount, region.Network.Peering.AccepterVpc, region.Name),
            ["RequesterVpcInfo"] = Side(region.Network.Main.Cidr, region.Account.Id, region.Network.Main.Id, region.Name),
            ["Status"] = new JsonObject { ["Code"] = "active", ["Message"] = "Active" },
            ["Tags"] = Json.Tags(("Name", "prod-security")),
            ["VpcPeeringConnectionId"] = region.Network.Peering.Id,
        });
    }

    public static EstateAnswer Endpoints(EstateCall call)
    {
        var network = call.Region.Network;
        return EstateAnswer.List("VpcEndpoints", network.Endpoints, endpoint => new JsonObject
        {
            ["VpcEndpointId"] = endpoint.Id, ["VpcEndpointType"] = endpoint.IsGateway ? "Gateway" : "Interface",
            ["VpcId"] = network.Main.Id,
            ["ServiceName"] = endpoint.Service, ["State"] = "available",
            ["PolicyDocument"] = """{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""",
            ["RouteTableIds"] = endpoint.IsGateway ? Json.Texts(network.RouteTables.Where(table => table.Routes.Any(route => route.Target == endpoint.Id)).Select(table => table.Id)) : [],
            ["SubnetIds"] = Json.Texts(endpoint.Interfaces.Select(one => one.Subnet.Id)),
            ["Groups"] = endpoint.IsGateway ? [] : new JsonArray(new JsonObject { ["GroupId"] = call.Region.Groups[GroupBuilder.Endpoints].Id, ["GroupName"] = GroupBuilder.Endpoints }),
            ["PrivateDnsEnabled"] = !endpoint.IsGateway, ["RequesterManaged"] = false,
            ["NetworkInterfaceIds"] = Json.Texts(endpoint.Interfaces.Select(one => one.Id)),
            ["DnsEntries"] = endpoint.IsGateway ? [] : new JsonArray(new JsonObject { ["DnsName"] = $"{endpoint.Id}.{endpoint.Service.Split('.')[^1]}.{call.RegionName}.vpce.amazonaws.com", ["HostedZoneId"] = $"Z{call.Region.Ids.Base32(13, "vpce", call.RegionName)}" }),
            ["CreationTimestamp"] = "2023-05-16T08:20:41+00:00", ["Tags"] = new JsonArray(), ["OwnerId"] = call.Account.Id,
        });
    }

    public static EstateAnswer FlowLogs(EstateCall call) => EstateAnswer.List(
        "FlowLogs", call.Region.Network.HasFlowLogs ? (Vpc[])[call.Region.Network.Main] : [], vpc => new JsonObject
        {
            ["CreationTime"] = "2023-05-16T09:00:12+00:00", ["DeliverLogsStatus"] = "SUCCESS",
            ["FlowLogId"] = call.Region.Id("fl", vpc.Id),
            ["FlowLogStatus"] = "ACTIVE", ["ResourceId"] = vpc.Id, ["TrafficType"] = "ALL", ["LogDestinationType"] = "s3",
            ["LogDestination"] = "arn:aws:s3:::corvina-flow-logs",
            ["LogFormat"] = "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}",
            ["Tags"] = new JsonArray(), ["MaxAggregationInterval"] = 600,
        });

    public static EstateAnswer None(EstateCall call, string key) => EstateAnswer.Of(new() { [key] = new JsonArray() });

    private static JsonObject Side(string cidr, string owner, string vpc, string region) => new()
    {
        ["CidrBlock"] = cidr, ["CidrBlockSet"] = new JsonArray(new JsonObject { ["CidrBlock"] = cidr }), ["OwnerId"] = owner,
        ["VpcId"] = vpc, ["Region"] = region,
        ["PeeringOptions"] = new JsonObject
        {
            ["AllowDnsResolutionFromRemoteVpc"] = false, ["AllowEgressFromLocalClassicLinkToRemoteVpc"] = false,
            ["AllowEgressFromLocalVpcToRemoteClassicLink"] = false,
        },
    };
}
