using System.Text.Json;
using Raposa.Network.Parsing;

namespace Raposa.Network.Oracle;

/// <summary>The world as AWS would describe it.</summary>
internal static class WorldDocuments
{
    public const string Scope = "111122223333/eu-west-1";

    public static Topology Topology(this World world, params Part[] without)
    {
        var builder = new TopologyBuilder();
        foreach (var part in Enum.GetValues<Part>().Except(without))
        {
            builder.Collected(part, Scope);
        }

        foreach (var (part, document) in world.Documents().Where(one => !without.Contains(one.Part)))
        {
            builder.Add(part, Scope, JsonSerializer.SerializeToElement(document));
        }

        return builder.Build();
    }

    public static IEnumerable<(Part Part, object Document)> Documents(this World world) =>
        world.Vpcs.Select(vpc => (Part.Vpcs, (object)new
        {
            VpcId = vpc.Id,
            vpc.Cidr6,
            CidrBlock = vpc.Cidr,
            Ipv6CidrBlockAssociationSet = vpc.Cidr6 is null ? [] : new[] { new { Ipv6CidrBlock = vpc.Cidr6, Ipv6CidrBlockState = new { State = "associated" } } },
        }))
        .Concat(world.Subnets.Select(subnet => (Part.Subnets, (object)new
        {
            SubnetId = subnet.Id,
            VpcId = subnet.Vpc,
            CidrBlock = subnet.Cidr,
            AvailabilityZone = subnet.Zone,
            Ipv6CidrBlockAssociationSet = subnet.Cidr6 is null ? [] : new[] { new { Ipv6CidrBlock = subnet.Cidr6, Ipv6CidrBlockState = new { State = "associated" } } },
        })))
        .Concat(world.Cards.Select(card => (Part.Interfaces, Card(card))))
        .Concat(world.Cards.Where(card => card.Instance is not null).Select(card => (Part.Instances, (object)new
        {
            InstanceId = card.Instance,
            State = new { Name = card.IsStopped ? "stopped" : "running" },
        })))
        .Concat(world.Groups.Select(group => (Part.SecurityGroups, (object)new
        {
            GroupId = group.Id,
            VpcId = group.Vpc,
            IpPermissions = group.Rules.Where(rule => !rule.Egress).Select(Permission),
            IpPermissionsEgress = group.Rules.Where(rule => rule.Egress).Select(Permission),
        })))
        .Concat(world.Acls.Select(acl => (Part.NetworkAcls, (object)new
        {
            NetworkAclId = acl.Id,
            VpcId = acl.Vpc,
            Associations = acl.Subnets.Select(subnet => new { SubnetId = subnet, NetworkAclId = acl.Id }),
            Entries = acl.Entries.Select(Entry),
        })))
        .Concat(world.Tables.Select(table => (Part.RouteTables, (object)new
        {
            RouteTableId = table.Id,
            VpcId = table.Vpc,
            Associations = table.Subnets.Select(subnet => new { Main = false, SubnetId = (string?)subnet })
                .Concat(table.Main ? [new { Main = true, SubnetId = (string?)null }] : []),
            Routes = table.Routes.Select(Route),
        })))
        .Concat(world.PrefixLists.Select(list => (Part.PrefixLists, (object)new
        {
            PrefixListId = list.Key,
            PrefixListName = list.Key,
            GetManagedPrefixListEntries = new { Entries = list.Value.Select(cidr => new { Cidr = cidr }) },
        })))
        .Concat(world.InternetGateways.Select(one => (Part.InternetGateways, (object)new
        {
            InternetGatewayId = one.Id, Attachments = new[] { new { State = "available", VpcId = one.Vpc } },
        })))
        .Concat(world.EgressGateways.Select(one => (Part.EgressOnlyGateways, (object)new
        {
            EgressOnlyInternetGatewayId = one.Id, Attachments = new[] { new { State = "attached", VpcId = one.Vpc } },
        })))
        .Concat(world.Nats.Select(nat => (Part.NatGateways, (object)new
        {
            NatGatewayId = nat.Id,
            SubnetId = nat.Subnet,
            VpcId = nat.Vpc,
            State = "available",
            NatGatewayAddresses = new[] { new { NetworkInterfaceId = nat.Card, PrivateIp = nat.Address, PublicIp = nat.Public } },
        })))
        .Concat(world.Peerings.Select(one => (Part.Peerings, (object)new
        {
            VpcPeeringConnectionId = one.Id,
            RequesterVpcInfo = new { VpcId = one.One, Region = "eu-west-1" },
            AccepterVpcInfo = new { VpcId = one.Other, Region = one.OneRegion ? "eu-west-1" : "us-east-1" },
            Status = new { Code = one.Active ? "active" : "deleted" },
        })))
        .Concat(TransitGateway(world))
        .Concat(Balancers(world));

    private static object Card(WorldCard card)
    {
        var association = card.Public is null ? null : new { PublicIp = card.Public };
        return new
        {
            NetworkInterfaceId = card.Id,
            VpcId = card.Vpc,
            SubnetId = card.Subnet,
            InterfaceType = card.Kind == "load_balancer" ? "interface" : card.Kind,
            card.Description,
            PrivateIpAddress = card.Address,
            PrivateIpAddresses = new[] { new { PrivateIpAddress = card.Address, Association = association } },
            Ipv6Addresses = card.Address6 is null ? [] : new[] { new { Ipv6Address = card.Address6 } },
            Attachment = new { InstanceId = card.Instance },
            Groups = card.Groups.Select(group => new { GroupId = group }),
            Status = card.IsAttached ? "in-use" : "available",
            SourceDestCheck = true,
        };
    }

    private static object Permission(WorldRule rule) => new
    {
        IpProtocol = rule.Protocol,
        FromPort = rule.From,
        ToPort = rule.To,
        IpRanges = rule.Peer.Contains('/') && !rule.Peer.Contains(':') ? [new { CidrIp = rule.Peer }] : Array.Empty<object>(),
        Ipv6Ranges = rule.Peer.Contains(':') ? [new { CidrIpv6 = rule.Peer }] : Array.Empty<object>(),
        PrefixListIds = rule.Peer.StartsWith("pl-", StringComparison.Ordinal) ? [new { PrefixListId = rule.Peer }] : Array.Empty<object>(),
        UserIdGroupPairs = rule.Peer.StartsWith("sg-", StringComparison.Ordinal) ? [new { GroupId = rule.Peer }] : Array.Empty<object>(),
    };

    private static Dictionary<string, object?> Entry(WorldEntry entry)
    {
        var document = new Dictionary<string, object?>
        {
            ["RuleNumber"] = entry.Number,
            ["Egress"] = entry.Egress,
            ["RuleAction"] = entry.Allow ? "allow" : "deny",
            ["Protocol"] = entry.Protocol,
            [entry.Cidr.Contains(':', StringComparison.Ordinal) ? "Ipv6CidrBlock" : "CidrBlock"] = entry.Cidr,
        };
        if (entry.From is not null)
        {
            document[entry.Protocol is "1" or "58" ? "IcmpTypeCode" : "PortRange"] =
                entry.Protocol is "1" or "58" ? new { Type = entry.From, Code = entry.To } : new { entry.From, entry.To };
        }

        return document;
    }

    private static Dictionary<string, object?> Route(WorldRoute route) => new()
    {
        [route.Destination.StartsWith("pl-", StringComparison.Ordinal) ? "DestinationPrefixListId"
            : route.Destination.Contains(':', StringComparison.Ordinal) ? "DestinationIpv6CidrBlock" : "DestinationCidrBlock"] = route.Destination,
        [route.Target[..route.Target.IndexOf('-', StringComparison.Ordinal)] switch
        {
            "nat" => "NatGatewayId",
            "eigw" => "EgressOnlyInternetGatewayId",
            "pcx" => "VpcPeeringConnectionId",
            "tgw" => "TransitGatewayId",
            _ => "GatewayId",
        }] = route.Target == "local-" ? "local" : route.Target,
        ["State"] = route.Blackhole ? "blackhole" : "active",
        ["Origin"] = "CreateRoute",
    };

    private static IEnumerable<(Part, object)> TransitGateway(World world) => world.Attachments.Count == 0
        ? []
        : world.Attachments.Select(one => (Part.TransitAttachments, (object)new
        {
            TransitGatewayAttachmentId = one.Id,
            TransitGatewayId = World.TransitGateway,
            ResourceType = "vpc",
            ResourceId = one.Vpc,
            State = "available",
            Association = new { World.TransitTable, TransitGatewayRouteTableId = World.TransitTable, State = "associated" },
            SubnetIds = one.Subnets,
        }))
        .Append((Part.TransitGateways, new { TransitGatewayId = World.TransitGateway, Options = new { SecurityGroupReferencingSupport = "disable" } }))
        .Concat(world.TransitRoutes.Select(route => (Part.TransitRoutes, (object)new
        {
            TransitGatewayRouteTableId = World.TransitTable,
            DestinationCidrBlock = route.Cidr,
            State = route.Attachment is null ? "blackhole" : "active",
            Type = "static",
            TransitGatewayAttachments = route.Attachment is null ? [] : new[] { new { TransitGatewayAttachmentId = route.Attachment } },
        })));

    private static IEnumerable<(Part, object)> Balancers(World world) => world.Balancers.SelectMany(one => new[]
        {
            (Part.LoadBalancers, (object)new
            {
                LoadBalancerArn = one.Arn,
                LoadBalancerName = one.Name,
                Type = one.Kind,
                Scheme = "internet-facing",
                DescribeLoadBalancerAttributes = new
                {
                    Attributes = new[] { new { Key = "load_balancing.cross_zone.enabled", Value = one.CrossesZones ? "true" : "false" } },
                },
            }),
        }
        .Concat(one.Listeners.Select((listener, at) => (Part.Listeners, (object)new
        {
            ListenerArn = $"{one.Arn}/listener/{at}",
            LoadBalancerArn = one.Arn,
            listener.Port,
            listener.Protocol,
            DefaultActions = new[] { new { Type = "forward", TargetGroupArn = listener.GroupArn } },
        })))
        .Concat(one.Listeners.Select(listener => (Part.TargetGroups, (object)new
        {
            TargetGroupArn = listener.GroupArn,
            TargetType = listener.ByAddress ? "ip" : "instance",
            listener.Protocol,
            LoadBalancerArns = new[] { one.Arn },
            DescribeTargetHealth = new
            {
                TargetHealthDescriptions = listener.Targets.Select(target => new { Target = new { Id = target.Target, target.Port } }),
            },
        }))));
}
