namespace Raposa.Network.Reachability;

/// <summary>The ACL of a subnet in one direction: the lowest-numbered entry that matches decides, and what none matches is denied.</summary>
internal sealed class AclFilter(Topology topology, string subnetId, bool egress, IpAddress peer) : Filter
{
    private readonly NetworkAcl? _acl = topology.AclOf(subnetId);

    public override string? Missing => _acl is null ? $"network ACL of {subnetId}" : null;

    public override Passage Passes(int protocol)
    {
        if (_acl is null)
        {
            return Passage.Unknown;
        }

        var (allowed, undecided) = (PortSet.Empty, PortSet.All);
        foreach (var entry in _acl.Entries)
        {
            if (!Matches(entry, protocol))
            {
                continue;
            }

            if (entry.Allows)
            {
                allowed = allowed.Or(undecided.And(entry.Ports));
            }

            undecided = undecided.Except(entry.Ports);
            if (undecided.IsEmpty)
            {
                break;
            }
        }

        return Passage.Of(allowed);
    }

    public override string? Rule(int protocol, int port) =>
        _acl?.Entries.FirstOrDefault(entry => Matches(entry, protocol) && entry.Ports.Contains(port))?.Id
        ?? (_acl is null ? null : $"{_acl.Id}/{(egress ? "egress" : "ingress")}/*");

    public override string Describe() => $"network ACL {_acl?.Id} of {subnetId} denies it {(egress ? "on its way out" : "on its way in")}";

    private bool Matches(AclEntry entry, int protocol) =>
        entry.IsEgress == egress && (entry.Protocol == IpProtocol.Any || entry.Protocol == protocol) && entry.Range.Contains(peer);
}
