using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Raposa.Network;

/// <summary>An IPv4 or IPv6 address as a number, so that ranges are compared by arithmetic.</summary>
internal readonly record struct IpAddress(bool IsV6, UInt128 Value)
{
    public int Bits => IsV6 ? 128 : 32;

    public static bool TryParse(string? text, out IpAddress address)
    {
        address = default;
        if (text is null || !IPAddress.TryParse(text, out var parsed) || !LooksLikeAddress(text))
        {
            return false;
        }

        UInt128 value = 0;
        foreach (var part in parsed.GetAddressBytes())
        {
            value = (value << 8) | part;
        }

        address = new(parsed.AddressFamily == AddressFamily.InterNetworkV6, value);
        return true;
    }

    public static IpAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IP address.");

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[IsV6 ? 16 : 4];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(Value >> (8 * (bytes.Length - 1 - i)));
        }

        return new IPAddress(bytes).ToString();
    }

    // The framework also reads "80" as an address; here it would be taken for one of the machine's ids.
    private static bool LooksLikeAddress(string text) =>
        text.Contains(':', StringComparison.Ordinal) || text.Count(letter => letter == '.') == 3;
}

/// <summary>A range of addresses that share their first <paramref name="Length"/> bits.</summary>
internal readonly record struct Cidr(bool IsV6, UInt128 First, int Length)
{
    private int Bits => IsV6 ? 128 : 32;

    public IpAddress FirstAddress => new(IsV6, First);

    public UInt128 Last => First | HostMask(Bits, Length);

    public bool Contains(IpAddress address) =>
        address.IsV6 == IsV6 && (address.Value & ~HostMask(Bits, Length)) == First;

    public bool Contains(Cidr other) => other.IsV6 == IsV6 && other.Length >= Length && Contains(other.FirstAddress);

    public static Cidr Of(IpAddress address, int length) =>
        new(address.IsV6, address.Value & ~HostMask(address.Bits, length), length);

    public static Cidr Only(IpAddress address) => Of(address, address.Bits);

    public static bool TryParse([NotNullWhen(true)] string? text, out Cidr cidr)
    {
        cidr = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash < 0 || !IpAddress.TryParse(text![..slash], out var address)
            || !int.TryParse(text.AsSpan(slash + 1), out var length) || length < 0 || length > address.Bits)
        {
            return false;
        }

        cidr = Of(address, length);
        return true;
    }

    public static Cidr Parse(string text) =>
        TryParse(text, out var cidr) ? cidr : throw new FormatException($"'{text}' is not an address range.");

    public override string ToString() => $"{FirstAddress}/{Length}";

    // A shift by the whole width would be a shift by nothing.
    private static UInt128 HostMask(int bits, int length) =>
        length == 0
            ? bits == 128 ? UInt128.MaxValue : (UInt128.One << bits) - 1
            : (UInt128.One << (bits - length)) - 1;
}
