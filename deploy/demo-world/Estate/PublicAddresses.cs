using System.Globalization;
using System.Net;

namespace Raposa.DemoWorld.Estate;

/// <summary>
/// Addresses on the internet, all of the ranges reserved for documentation (RFC 5737, RFC 3849): nobody's. There are so few
/// of them that a large estate uses some more than once.
/// </summary>
internal static class PublicAddresses
{
    /// <summary>The company's own: elastic addresses, NAT gateways, instances in public subnets.</summary>
    public static string Elastic(int number) => string.Create(CultureInfo.InvariantCulture, $"203.0.113.{1 + (number % 254)}");

    /// <summary>Where laptops and other clouds are seen from.</summary>
    public static string Elsewhere(int number) => string.Create(CultureInfo.InvariantCulture, $"198.51.100.{101 + (number % 150)}");

    /// <summary>The name AWS gives an address.</summary>
    public static string NameOf(string address, string region) => string.Create(
        CultureInfo.InvariantCulture,
        $"ec2-{address.Replace('.', '-')}.{(region == "us-east-1" ? "compute-1" : $"{region}.compute")}.amazonaws.com");

    public static string Text(uint address) => new IPAddress(
        [(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address]).ToString();
}
