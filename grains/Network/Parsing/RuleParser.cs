using System.Text.Json;

namespace Raposa.Network.Parsing;

/// <summary>Security groups, network ACLs and prefix lists from the documents of EC2.</summary>
internal static class RuleParser
{
    /// <summary>A group of <c>DescribeSecurityGroups</c>.</summary>
    public static SecurityGroup? Group(JsonElement document) => document.Text("GroupId") is not { } id
        ? null
        : new(
            id,
            document.Text("VpcId") ?? "",
            [.. document.List("IpPermissions").SelectMany(permission => Rules(id, "ingress", permission))],
            [.. document.List("IpPermissionsEgress").SelectMany(permission => Rules(id, "egress", permission))]);

    /// <summary>An ACL of <c>DescribeNetworkAcls</c>.</summary>
    public static NetworkAcl? Acl(JsonElement document) => document.Text("NetworkAclId") is not { } id
        ? null
        : new(
            id,
            document.Text("VpcId") ?? "",
            [.. document.List("Entries").Select(entry => Entry(id, entry)).OfType<AclEntry>().OrderBy(entry => entry.Number)],
            [.. document.List("Associations").Select(association => association.Text("SubnetId")).OfType<string>()]);

    /// <summary>A list of <c>DescribeManagedPrefixLists</c> with its entries, or one of <c>DescribePrefixLists</c>; null without its ranges.</summary>
    public static PrefixList? List(JsonElement document)
    {
        var entries = document.Member("GetManagedPrefixListEntries") ?? document;
        if (document.Text("PrefixListId") is not { } id || (entries.Member("Entries") is null && document.Member("Cidrs") is null))
        {
            return null;
        }

        var ranges = entries.Ranges("Entries", "Cidr")
            .Concat(document.Texts("Cidrs").Where(text => Cidr.TryParse(text, out _)).Select(Cidr.Parse));
        return new(id, document.Text("PrefixListName") ?? id, [.. ranges]);
    }

    /// <summary>What a rule says, as one word: the key under which AWS's own id of the rule is found.</summary>
    public static string RuleName(string groupId, string direction, int protocol, PortSet ports, string peer) =>
        $"{groupId}/{direction}/{IpProtocol.Name(protocol)}/{(ports.IsAll ? "all" : ports)}/{peer}";

    /// <summary>A rule of <c>DescribeSecurityGroupRules</c>: what it says, and its id.</summary>
    public static (string Name, string Id)? RuleId(JsonElement document)
    {
        if (document.Text("SecurityGroupRuleId") is not { } id || document.Text("GroupId") is not { } group)
        {
            return null;
        }

        var peer = document.Text("CidrIpv4") ?? document.Text("CidrIpv6") ?? document.Text("PrefixListId")
            ?? document.Member("ReferencedGroupInfo")?.Text("GroupId");
        var protocol = IpProtocol.Parse(document.Text("IpProtocol")) ?? IpProtocol.Any;
        return peer is null
            ? null
            : (RuleName(group, document.Flag("IsEgress") == true ? "egress" : "ingress", protocol, Ports(document, protocol), Canonical(peer)), id);
    }

    private static IEnumerable<GroupRule> Rules(string group, string direction, JsonElement permission)
    {
        var protocol = IpProtocol.Parse(permission.Text("IpProtocol")) ?? IpProtocol.Any;
        var ports = Ports(permission, protocol);

        GroupRule Rule(string peer) => new(RuleName(group, direction, protocol, ports, peer), protocol, ports);

        foreach (var range in permission.Ranges("IpRanges", "CidrIp").Concat(permission.Ranges("Ipv6Ranges", "CidrIpv6")))
        {
            yield return Rule(range.ToString()) with { Range = range };
        }

        foreach (var list in permission.List("PrefixListIds").Select(item => item.Text("PrefixListId")).OfType<string>())
        {
            yield return Rule(list) with { PrefixListId = list };
        }

        // A reference whose peering has gone stays in the group and allows nothing.
        foreach (var pair in permission.List("UserIdGroupPairs").Where(pair => pair.Text("PeeringStatus") is null or "" or "active"))
        {
            if (pair.Text("GroupId") is { } peer)
            {
                yield return Rule(peer) with { GroupId = peer };
            }
        }
    }

    private static AclEntry? Entry(string acl, JsonElement entry)
    {
        if (!Cidr.TryParse(entry.Text("CidrBlock") ?? entry.Text("Ipv6CidrBlock"), out var range) || entry.Number("RuleNumber") is not { } number)
        {
            return null;
        }

        var isEgress = entry.Flag("Egress") == true;
        var protocol = IpProtocol.Parse(entry.Text("Protocol")) ?? IpProtocol.Any;
        var ports = IpProtocol.IsIcmp(protocol)
            ? IcmpPorts(entry.Member("IcmpTypeCode")?.Number("Type"), entry.Member("IcmpTypeCode")?.Number("Code"))
            : entry.Member("PortRange") is { } part && IpProtocol.HasPorts(protocol)
                ? PortSet.Of(part.Number("From") ?? 0, part.Number("To") ?? 65535)
                : PortSet.All;

        // The rule that ends each list is numbered 32767 and shown as *; IPv6 has one of its own.
        var name = $"{acl}/{(isEgress ? "egress" : "ingress")}/{(number >= 32767 ? "*" : number)}";
        return new(name, number, isEgress, entry.Text("RuleAction") == "allow", protocol, ports, range);
    }

    // Only TCP and UDP have ports, and only ICMP has types; a rule for any other protocol allows all of it.
    private static PortSet Ports(JsonElement rule, int protocol)
    {
        var (from, to) = (rule.Number("FromPort"), rule.Number("ToPort"));
        return protocol switch
        {
            _ when IpProtocol.IsIcmp(protocol) => IcmpPorts(from, to),
            _ when IpProtocol.HasPorts(protocol) && from is >= 0 => PortSet.Of(from.Value, to is >= 0 ? to.Value : from.Value),
            _ => PortSet.All,
        };
    }

    private static PortSet IcmpPorts(int? type, int? code) => type is null or < 0
        ? PortSet.All
        : code is null or < 0 ? PortSet.Of(type.Value * 256, (type.Value * 256) + 255) : PortSet.Only((type.Value * 256) + code.Value);

    private static string Canonical(string peer) => Cidr.TryParse(peer, out var range) ? range.ToString() : peer;
}
