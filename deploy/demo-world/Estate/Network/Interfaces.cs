using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Fleets;

namespace Raposa.DemoWorld.Estate.Network;

/// <summary>Everything in a region that has an address in a subnet.</summary>
internal static class Interfaces
{
    public static List<InterfaceAt> Of(EstateMoment moment, RegionEstate region)
    {
        var subnets = region.Network.Subnets.ToDictionary(subnet => subnet.Id, StringComparer.Ordinal);
        var nat = region.Network.Nat;
        return
        [
            .. moment.Present(region).Select(instance => new InterfaceAt(
                instance.Interface, instance.Slot.Subnet, instance.PrivateIp, instance.PublicIp, "", "interface", [instance.GroupId]) { Instance = instance, Mac = instance.Mac }),
            new(nat.Interface, subnets[nat.Subnet], nat.PrivateIp, nat.PublicIp, $"Interface for NAT Gateway {nat.Id}", "nat_gateway", []) { Allocation = nat.Allocation },
            .. region.Network.Endpoints.SelectMany(endpoint => endpoint.Interfaces.Select(one => new InterfaceAt(
                one.Id, one.Subnet, one.PrivateIp, null, $"VPC Endpoint Interface {endpoint.Id}", "vpc_endpoint", [region.Groups[GroupBuilder.Endpoints].Id]))),
            .. region.Balancers.All.SelectMany(balancer => balancer.Interfaces.Select(one => new InterfaceAt(
                one.Id, one.Subnet, one.PrivateIp, one.PublicIp, balancer.InterfaceDescription, balancer.InterfaceType, balancer.Groups))),
            .. region.Databases.Select(database => new InterfaceAt(
                database.Interface, database.Subnet, database.PrivateIp, database.PublicIp, "RDSNetworkInterface", "interface", database.Groups)),
        ];
    }

    public static EstateAnswer Describe(EstateCall call) => EstateAnswer.List("NetworkInterfaces", Of(call.Moment, call.Region), one => Document(one, call));

    public static EstateAnswer Addresses(EstateCall call) => EstateAnswer.Of(new()
    {
        ["Addresses"] = Json.Array(
        [
            .. Of(call.Moment, call.Region).Where(one => one.Allocation is not null).Select(one => new JsonObject
            {
                ["PublicIp"] = one.PublicIp, ["AllocationId"] = one.Allocation,
                ["AssociationId"] = call.Region.Id("eipassoc", one.Id), ["Domain"] = "vpc",
                ["NetworkInterfaceId"] = one.Id, ["NetworkInterfaceOwnerId"] = call.Account.Id, ["PrivateIpAddress"] = one.PrivateIp,
                ["PublicIpv4Pool"] = "amazon", ["NetworkBorderGroup"] = call.RegionName, ["Tags"] = new JsonArray(),
            }),
            new JsonObject
            {
                ["PublicIp"] = UnusedAddress(call.Region), ["AllocationId"] = call.Region.Id("eipalloc", "unused"), ["Domain"] = "vpc",
                ["PublicIpv4Pool"] = "amazon", ["NetworkBorderGroup"] = call.RegionName, ["Tags"] = Json.Tags(("Name", "old-vpn")),
            },
        ]),
    });

    /// <summary>Allocated, paid for, and attached to nothing.</summary>
    public static string UnusedAddress(RegionEstate region) => PublicAddresses.Elastic(230 + region.Cell);

    private static JsonObject Document(InterfaceAt one, EstateCall call)
    {
        var isManaged = one.Instance is null;
        var name = call.RegionName == "us-east-1" ? $"ip-{one.PrivateIp.Replace('.', '-')}.ec2.internal" : $"ip-{one.PrivateIp.Replace('.', '-')}.{call.RegionName}.compute.internal";
        var association = one.PublicIp is null ? null : new JsonObject
        {
            ["IpOwnerId"] = one.Allocation is null ? "amazon" : call.Account.Id,
            ["PublicDnsName"] = PublicAddresses.NameOf(one.PublicIp, call.RegionName), ["PublicIp"] = one.PublicIp,
        }.With("AllocationId", one.Allocation).With("AssociationId", one.Allocation is null ? null : call.Region.Id("eipassoc", one.Id));
        return new JsonObject
        {
            ["AvailabilityZone"] = one.Subnet.Zone, ["Description"] = one.Description, ["InterfaceType"] = one.Type,
            ["Ipv6Addresses"] = new JsonArray(),
            ["Groups"] = Json.Array(one.Groups.Select(id => new JsonObject { ["GroupId"] = id, ["GroupName"] = call.Region.Groups.All.First(group => group.Id == id).Name })),
            ["MacAddress"] = one.Mac ?? MacOf(call, one), ["NetworkInterfaceId"] = one.Id, ["OwnerId"] = call.Account.Id,
            ["PrivateDnsName"] = name,
            ["PrivateIpAddress"] = one.PrivateIp,
            ["PrivateIpAddresses"] = new JsonArray(new JsonObject { ["Primary"] = true, ["PrivateDnsName"] = name, ["PrivateIpAddress"] = one.PrivateIp }
                .With("Association", association?.DeepClone())),
            ["RequesterManaged"] = isManaged, ["SourceDestCheck"] = one.Type != "nat_gateway", ["Status"] = "in-use",
            ["SubnetId"] = one.Subnet.Id,
            ["TagSet"] = new JsonArray(), ["VpcId"] = one.Subnet.Vpc,
            ["Attachment"] = one.Instance is { } instance
                ? new JsonObject
                {
                    ["AttachTime"] = Json.Time(instance.LaunchedAt), ["AttachmentId"] = instance.Attachment,
                    ["DeleteOnTermination"] = true, ["DeviceIndex"] = 0,
                    ["NetworkCardIndex"] = 0, ["InstanceId"] = instance.Id, ["InstanceOwnerId"] = call.Account.Id,
                    ["Status"] = "attached",
                }
                : new JsonObject
                {
                    ["AttachmentId"] = call.Region.Id("eni-attach", one.Id), ["DeleteOnTermination"] = false, ["DeviceIndex"] = 1,
                    ["InstanceOwnerId"] = "amazon-aws", ["Status"] = "attached",
                },
        }.With("Association", association).With("RequesterId", isManaged ? "amazon-aws" : null);
    }

    private static string MacOf(EstateCall call, InterfaceAt one) =>
        $"06:{string.Join(':', call.Region.Ids.Hex(10, "mac", one.Id).Chunk(2).Select(pair => new string(pair)))}";
}

/// <param name="Groups">Ids.</param>
internal sealed record InterfaceAt(
    string Id, Subnet Subnet, string PrivateIp, string? PublicIp, string Description, string Type, IReadOnlyList<string> Groups)
{
    public Instance? Instance { get; init; }

    public string? Mac { get; init; }

    /// <summary>Of an elastic address.</summary>
    public string? Allocation { get; init; }
}
