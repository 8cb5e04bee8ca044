using System.Text.Json;

namespace Raposa.Network.Parsing;

/// <summary>Interfaces from <c>DescribeNetworkInterfaces</c> and from inside <c>DescribeInstances</c>, which says of them nearly the same.</summary>
internal static class InterfaceParser
{
    public static NetworkInterface? Interface(JsonElement document, string? instance = null)
    {
        if (document.Text("NetworkInterfaceId") is not { } id || document.Text("SubnetId") is not { } subnet || document.Text("VpcId") is not { } vpc)
        {
            return null;
        }

        var kind = document.Text("InterfaceType") switch
        {
            "nat_gateway" => InterfaceKind.NatGateway,
            "network_load_balancer" or "load_balancer" or "gateway_load_balancer" => InterfaceKind.LoadBalancer,
            "transit_gateway" => InterfaceKind.TransitGateway,
            _ => KindByDescription(document.Text("Description") ?? ""),
        };
        var owner = instance ?? document.Member("Attachment")?.Text("InstanceId");
        return new()
        {
            Id = id,
            OwnerId = owner ?? id,
            Kind = kind,
            SubnetId = subnet,
            VpcId = vpc,
            Addresses = [.. Addresses(document)],
            GroupIds = document.Member("Groups") is { ValueKind: JsonValueKind.Array }
                ? [.. document.List("Groups").Select(group => group.Text("GroupId")).OfType<string>()]
                : default,
            ChecksSourceDest = document.Flag("SourceDestCheck") ?? true,
            IsAttached = document.Text("Status") is not "available",
        };
    }

    /// <summary>Application and classic load balancers have ordinary interfaces; only the description tells.</summary>
    public static string? BalancerName(string description) =>
        description.StartsWith("ELB ", StringComparison.Ordinal) ? description[4..] : null;

    private static InterfaceKind KindByDescription(string description) =>
        BalancerName(description) is not null ? InterfaceKind.LoadBalancer
        : description.StartsWith("Interface for NAT Gateway", StringComparison.Ordinal) ? InterfaceKind.NatGateway
        : InterfaceKind.Host;

    private static IEnumerable<InterfaceAddress> Addresses(JsonElement document)
    {
        var listed = false;
        foreach (var address in document.List("PrivateIpAddresses"))
        {
            if (IpAddress.TryParse(address.Text("PrivateIpAddress"), out var ip))
            {
                listed = true;
                yield return new(ip, Public(address.Member("Association")));
            }
        }

        if (!listed && IpAddress.TryParse(document.Text("PrivateIpAddress"), out var only))
        {
            yield return new(only, Public(document.Member("Association")));
        }

        foreach (var address in document.List("Ipv6Addresses"))
        {
            if (IpAddress.TryParse(address.Text("Ipv6Address"), out var ip))
            {
                yield return new(ip, null);
            }
        }
    }

    private static IpAddress? Public(JsonElement? association) =>
        association is { } found && IpAddress.TryParse(found.Text("PublicIp"), out var visible) ? visible : null;
}
