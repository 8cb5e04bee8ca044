namespace Raposa.Network.Reachability;

/// <summary>The other end of a packet, as a rule of a security group sees it.</summary>
/// <param name="Interface">The interface it is known to come from or go to; null once its address was translated.</param>
internal readonly record struct Peer(IpAddress Address, NetworkInterface? Interface, Reference Reference);

/// <summary>Whether a rule that names a group can match a member of it on this way.</summary>
internal enum Reference
{
    No,
    Yes,

    /// <summary>It hangs on an option that was not collected.</summary>
    Maybe,
}

/// <summary>Whether groups can be named by the sender's rules and by the receiver's.</summary>
internal readonly record struct References(Reference Egress, Reference Ingress)
{
    public static readonly References None = new(Reference.No, Reference.No);
    public static readonly References Both = new(Reference.Yes, Reference.Yes);
}
