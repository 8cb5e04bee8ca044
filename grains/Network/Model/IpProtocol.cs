using System.Globalization;

namespace Raposa.Network;

/// <summary>Protocol numbers of IANA, by the names that AWS and people give them.</summary>
internal static class IpProtocol
{
    public const int Any = -1;
    public const int Icmp = 1;
    public const int Tcp = 6;
    public const int Udp = 17;
    public const int IcmpV6 = 58;

    public static bool HasPorts(int protocol) => protocol is Tcp or Udp;

    public static bool IsIcmp(int protocol) => protocol is Icmp or IcmpV6;

    /// <summary>Reads <c>tcp</c>, <c>6</c>, <c>-1</c>, <c>any</c>, <c>all</c>, <c>ip-proto-107</c> and the like; null if it is none.</summary>
    public static int? Parse(string? text)
    {
        var name = text?.Trim().ToLowerInvariant() ?? "any";
        return name switch
        {
            "" or "any" or "all" or "-1" or "*" or "all connections" => Any,
            "tcp" => Tcp,
            "udp" => Udp,
            "icmp" => Icmp,
            "icmpv6" or "icmp6" or "ipv6-icmp" => IcmpV6,
            _ => Number(name.StartsWith("ip-proto-", StringComparison.Ordinal) ? name[9..] : name),
        };
    }

    public static string Name(int protocol) => protocol switch
    {
        Any => "any",
        Tcp => "tcp",
        Udp => "udp",
        Icmp => "icmp",
        IcmpV6 => "icmpv6",
        _ => protocol.ToString(CultureInfo.InvariantCulture),
    };

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 255 ? number : null;
}
