using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Network.Parsing;

/// <summary>
/// A database, a search domain or a load balancer, whose interfaces name it nowhere or were not collected. It has its groups and
/// subnets, and so nearly everything that decides; only its address is assumed, and is the first one of the subnet that is free.
/// </summary>
internal sealed record AssumedResource(
    string Id, InterfaceKind Kind, ImmutableArray<string> SubnetIds, ImmutableArray<string> GroupIds, bool IsPublic, string? Zone)
{
    // Addresses for documentation (RFC 5737): no real one is claimed by them.
    private static readonly Cidr AssumedPublic = Cidr.Parse("203.0.113.0/24");

    public static AssumedResource? Of(JsonElement document)
    {
        if (document.Text("DBInstanceIdentifier") is { } database)
        {
            return new(
                database,
                InterfaceKind.Host,
                [.. (document.Member("DBSubnetGroup") ?? default).List("Subnets").Select(one => one.Text("SubnetIdentifier")).OfType<string>()],
                [.. document.List("VpcSecurityGroups").Select(one => one.Text("VpcSecurityGroupId")).OfType<string>()],
                document.Flag("PubliclyAccessible") == true,
                document.Text("AvailabilityZone"));
        }

        return document.Text("DomainName") is { } domain && document.Member("VPCOptions") is { } options
            ? new(domain, InterfaceKind.Host, [.. options.Texts("SubnetIds")], [.. options.Texts("SecurityGroupIds")], IsPublic: false, Zone: null)
            : null;
    }

    public static AssumedResource? OfBalancer(JsonElement document)
    {
        var id = document.Text("LoadBalancerArn") ?? document.Text("LoadBalancerName");
        var subnets = document.List("AvailabilityZones").Select(zone => zone.Text("SubnetId")).OfType<string>().Concat(document.Texts("Subnets"));
        return id is null
            ? null
            : new(id, InterfaceKind.LoadBalancer, [.. subnets], [.. document.Texts("SecurityGroups")], document.Text("Scheme") == "internet-facing", Zone: null);
    }

    public IEnumerable<NetworkInterface> Interfaces(Dictionary<string, Subnet> subnets, HashSet<(string, IpAddress)> taken)
    {
        var mine = SubnetIds.Where(subnets.ContainsKey).Select(id => subnets[id]).ToArray();
        if (Array.Find(mine, subnet => subnet.Zone == Zone) is { } only)
        {
            mine = [only];
        }

        foreach (var subnet in mine)
        {
            if (Free(subnet, taken) is not { } address)
            {
                continue;
            }

            taken.Add((subnet.VpcId, address));
            var visible = new IpAddress(false, AssumedPublic.First + (UInt128)(taken.Count % 254) + 1);
            yield return new()
            {
                Id = $"{Id}@{subnet.Id}",
                OwnerId = Id,
                Kind = Kind,
                SubnetId = subnet.Id,
                VpcId = subnet.VpcId,
                Addresses = [new(address, IsPublic ? visible : null)],
                GroupIds = GroupIds,
                IsAddressAssumed = true,
            };
        }
    }

    // AWS keeps the first four addresses of a subnet for itself.
    private static IpAddress? Free(Subnet subnet, HashSet<(string, IpAddress)> taken)
    {
        foreach (var range in subnet.Ranges.Where(range => !range.IsV6))
        {
            for (var value = range.First + 4; value < range.Last; value++)
            {
                if (!taken.Contains((subnet.VpcId, new(false, value))))
                {
                    return new(false, value);
                }
            }
        }

        return null;
    }
}
