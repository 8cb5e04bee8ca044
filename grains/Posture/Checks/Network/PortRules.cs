using System.Net;
using Raposa.Posture.Reading;

namespace Raposa.Posture.Checks;

/// <summary>What rules of security groups and network ACLs let in.</summary>
internal static class PortRules
{
    public const string Group = "aws_ec2_security_group";
    public const string Acl = "aws_ec2_network_acl";
    public const string PrefixList = "aws_ec2_managed_prefix_list";

    /// <summary>Where shells, desktops and the like answer.</summary>
    public static readonly int[] Administration = [22, 3389];

    /// <summary>Where databases, caches and search engines answer.</summary>
    public static readonly int[] Databases = [1433, 1521, 3306, 5432, 5439, 6379, 9042, 9200, 11211, 27017];

    /// <summary>Whether one of a group's rules for what comes in lets somebody reach one of the ports.</summary>
    /// <param name="from">Whether a rule is about the somebody.</param>
    public static Answer LetsIn(Look look, Func<FieldValue, Answer> from, params int[] ports) =>
        look["IpPermissions"].Any(rule => from(rule) & Covers(rule, ports));

    /// <summary>Whether a rule names every IPv4 address, itself or by a prefix list.</summary>
    public static Func<FieldValue, Answer> AnyIpv4(Look look) => rule =>
        rule["IpRanges"].Any(range => range["CidrIp"].Matches(IsEverything)) | ByPrefixList(look, rule, isIpv6: false);

    public static Func<FieldValue, Answer> AnyIpv6(Look look) => rule =>
        rule["Ipv6Ranges"].Any(range => range["CidrIpv6"].Matches(IsEverything)) | ByPrefixList(look, rule, isIpv6: true);

    public static Func<FieldValue, Answer> Anybody(Look look) => rule => AnyIpv4(look)(rule) | AnyIpv6(look)(rule);

    /// <summary>Whether a rule is about one of the ports. AWS gives ports to the protocols that have them, and -1 is every protocol and port.</summary>
    public static Answer Covers(FieldValue rule, params int[] ports) => rule["IpProtocol"].Is("-1")
        | (rule["IpProtocol"].Is("tcp", "6", "udp", "17")
            & Answer.Any(ports.Select(port => rule["FromPort"].AtMost(port) & rule["ToPort"].AtLeast(port))));

    /// <summary>Whether a rule is about every port of its protocol.</summary>
    public static Answer CoversAll(FieldValue rule) => rule["IpProtocol"].Is("-1")
        | (rule["IpProtocol"].Is("tcp", "6", "udp", "17") & rule["FromPort"].AtMost(0) & rule["ToPort"].AtLeast(65535));

    /// <summary>Whether the numbered rules of an ACL let everybody reach the port: the first that covers it decides.</summary>
    public static Answer AclLets(Look look, bool isEgress, int? port)
    {
        var entries = look["Entries"];
        var ordered = entries.Elements().Select(entry => (Entry: entry, entry["RuleNumber"].Number)).ToList();
        if (entries.IsSet() is { IsYes: false } unseen)
        {
            return unseen.IsNo ? Answer.No : unseen;
        }

        if (ordered.FirstOrDefault(rule => rule.Number is null) is { Entry: { } nameless })
        {
            return nameless["RuleNumber"].NotKnown();
        }

        return Answer.Any(Families.Select(isIpv6 => ordered.OrderByDescending(rule => rule.Number).Aggregate(Answer.No, (rest, rule) =>
        {
            var covers = (isEgress ? rule.Entry["Egress"].IsTrue() : rule.Entry["Egress"].IsFalse()) & CoversEntry(rule.Entry, isIpv6, port);
            return (covers & rule.Entry["RuleAction"].Is("allow")) | (!covers & rest);
        })));
    }

    public static bool IsEverything(string cidr) => cidr.EndsWith("/0", StringComparison.Ordinal);

    /// <summary>Whether it is a range of the internet, rather than of private, shared, local or documentation addresses.</summary>
    public static bool IsPublic(string cidr)
    {
        if (!IPNetwork.TryParse(cidr, out var network))
        {
            return true;
        }

        return !PrivateRanges.Any(range => range.PrefixLength <= network.PrefixLength && range.Contains(network.BaseAddress));
    }

    // Of IPv4 and of IPv6.
    private static readonly bool[] Families = [false, true];

    private static readonly IPNetwork[] PrivateRanges =
    [
        .. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "192.0.2.0/24",
            "198.51.100.0/24", "203.0.113.0/24", "fc00::/7", "fe80::/10", "::1/128", "2001:db8::/32" }.Select(range => IPNetwork.Parse(range)),
    ];

    /// <summary>An entry is of one family: the other's range is not in it.</summary>
    private static Answer CoversEntry(FieldValue entry, bool isIpv6, int? port)
    {
        var (mine, other) = isIpv6 ? ("Ipv6CidrBlock", "CidrBlock") : ("CidrBlock", "Ipv6CidrBlock");
        var isMine = entry[other].OrUnset().IsSet().IsYes ? Answer.No : entry[mine].Matches(IsEverything);
        return isMine & (entry["Protocol"].Is("-1") | (entry["Protocol"].Is("6") & CoversPort(entry, port)));
    }

    // All ports of TCP come without a range from some tools. In a rule that allows that is the worst that can be meant;
    // in one that denies it would be the best, and so is not known.
    private static Answer CoversPort(FieldValue entry, int? port)
    {
        var range = entry["PortRange"];
        if (range.OrUnset().IsSet().IsNo)
        {
            return entry["RuleAction"].Is("allow").IsYes ? Answer.Yes : range.NotKnown();
        }

        return port is { } one
            ? range["From"].AtMost(one) & range["To"].AtLeast(one)
            : range["From"].AtMost(0) & range["To"].AtLeast(65535);
    }

    private static Answer ByPrefixList(Look look, FieldValue rule, bool isIpv6) => rule["PrefixListIds"].Any(list =>
    {
        var id = list["PrefixListId"];
        return id.IsSet() & look.Find(PrefixList, id.Text)["GetManagedPrefixListEntries.Entries"]
            .Any(entry => entry["Cidr"].Matches(cidr => IsEverything(cidr) && cidr.Contains(':', StringComparison.Ordinal) == isIpv6));
    });
}
