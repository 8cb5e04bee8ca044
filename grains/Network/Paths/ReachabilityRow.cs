using System.Collections.Immutable;

namespace Raposa.Network.Paths;

/// <summary>A reaches B on a protocol and ports by a mechanism: one line of the flattened table, between classes of interfaces.</summary>
/// <param name="From">The number of a class, or <see cref="Internet"/>.</param>
/// <param name="To">The same.</param>
/// <param name="Protocol">A number, or <see cref="IpProtocol.Any"/> where all of them get through alike.</param>
/// <param name="FromPort">Of ICMP type × 256 + code.</param>
/// <param name="Rules">What lets it through, in the order of the way.</param>
/// <param name="IsCertain">False where it hangs on what was not collected.</param>
internal sealed record ReachabilityRow(
    int From, int To, int Protocol, int FromPort, int ToPort, string Mechanism, ImmutableArray<string> Rules, bool IsCertain)
{
    public const int Internet = -1;

    /// <summary>Of the internet: whether all of it, and not only addresses that some rule names.</summary>
    public bool IsEveryone { get; init; }
}
