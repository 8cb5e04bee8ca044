namespace Raposa.Network.Reachability;

/// <summary>Stands for the whole internet with one address for each part of it that some rule treats in its own way.</summary>
/// <remarks>
/// Ranges either hold one another or are apart, so the parts are: each range without the ranges in it. All addresses of a part
/// match the same rules.
/// </remarks>
internal static class InternetAddresses
{
    private const int MostTries = 64;

    // A range of this length or shorter is no list of somebody's addresses; 0.0.0.0/1 and 128.0.0.0/1 are the internet too.
    private const int Wide = 8;

    public static IEnumerable<InternetPart> Of(IEnumerable<Cidr> ranges, bool v6, Func<IpAddress, bool> isOurs)
    {
        var sorted = ranges.Concat(SpecialAddresses.Edges).Append(new Cidr(v6, 0, 0)).Where(range => range.IsV6 == v6).Distinct()
            .OrderBy(range => range.First).ThenBy(range => range.Length).ToArray();
        for (var at = 0; at < sorted.Length; at++)
        {
            if (Free(sorted, at, isOurs) is { } address)
            {
                yield return new(address, sorted[at].Length <= Wide);
            }
        }
    }

    // The first address of a range that is in none of the ranges in it.
    private static IpAddress? Free(Cidr[] sorted, int at, Func<IpAddress, bool> isOurs)
    {
        var range = sorted[at];
        var next = range.First;
        for (var inner = at + 1; ; inner++)
        {
            var isInner = inner < sorted.Length && range.Contains(sorted[inner]);
            var end = isInner ? sorted[inner].First : range.Last == UInt128.MaxValue ? range.Last : range.Last + 1;
            if (Usable(range.IsV6, next, end, isOurs) is { } address)
            {
                return address;
            }

            if (!isInner)
            {
                return null;
            }

            next = sorted[inner].Last + 1 > next ? sorted[inner].Last + 1 : next;
            if (next > range.Last || next == 0)
            {
                return null;
            }
        }
    }

    private static IpAddress? Usable(bool v6, UInt128 from, UInt128 end, Func<IpAddress, bool> isOurs)
    {
        for (var (value, tries) = (from, 0); value < end && tries < MostTries; value++, tries++)
        {
            var address = new IpAddress(v6, value);
            if (SpecialAddresses.IsPrivate(address))
            {
                return null;
            }

            if (!isOurs(address))
            {
                return address;
            }
        }

        return null;
    }
}

/// <param name="IsWide">Whether anybody may have an address in it, and not only those that a rule means.</param>
internal readonly record struct InternetPart(IpAddress Address, bool IsWide);
