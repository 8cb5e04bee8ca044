using System.Collections.Immutable;

namespace Raposa.Network.Reachability;

/// <summary>Addresses that the internet does not route (IANA's special-purpose registries).</summary>
/// <remarks>Addresses for documentation count as public ones: examples and tests are written with them.</remarks>
internal static class SpecialAddresses
{
    private static readonly ImmutableArray<Cidr> NotRouted =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
            "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(Cidr.Parse),
    ];

    // The part of IPv6 that is given out for the internet.
    private static readonly Cidr Global = Cidr.Parse("2000::/3");

    public static bool IsPrivate(IpAddress address)
    {
        if (address.IsV6)
        {
            return !Global.Contains(address);
        }

        foreach (var range in NotRouted)
        {
            if (range.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ranges whose edges part the internet from what is not in it.</summary>
    public static IEnumerable<Cidr> Edges => NotRouted.Append(Global);
}
