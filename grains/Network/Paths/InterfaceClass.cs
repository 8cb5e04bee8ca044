using System.Collections.Immutable;

namespace Raposa.Network.Paths;

/// <summary>Interfaces that nothing tells apart: what one of them reaches and is reached by, each of them is. They are reckoned with once.</summary>
/// <param name="Members">At least one; the first two stand for the class.</param>
internal sealed record InterfaceClass(int Number, ImmutableArray<NetworkInterface> Members)
{
    public NetworkInterface First => Members[0];

    /// <summary>Another member, for what they do among themselves; the first again if there is none.</summary>
    public NetworkInterface Second => Members[^1];
}
