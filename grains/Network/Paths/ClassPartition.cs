using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Raposa.Network.Paths;

/// <summary>Parts the interfaces into classes: by what stands around them and by the parts of the address space that they are in.</summary>
/// <remarks>
/// Neighbours in a subnet pass no ACL, so a subnet is a class's own unless its ACL lets everything through; then subnets with the
/// same routes are alike. What a load balancer sends to, and what is not a host, is alone.
/// </remarks>
internal sealed class ClassPartition
{
    private ClassPartition(ImmutableArray<InterfaceClass> classes, AddressAtoms atoms)
    {
        Classes = classes;
        Atoms = atoms;
        Of = classes.SelectMany(one => one.Members, (one, member) => (member.Id, one))
            .ToDictionary(pair => pair.Id, pair => pair.one, StringComparer.Ordinal);
        ByGroup = classes.Where(one => !one.First.GroupIds.IsDefault).SelectMany(one => one.First.GroupIds, (one, group) => (group, one))
            .ToLookup(pair => pair.group, pair => pair.one, StringComparer.Ordinal);
        ByVpc = classes.ToLookup(one => one.First.VpcId, StringComparer.Ordinal);
    }

    public ImmutableArray<InterfaceClass> Classes { get; }

    public AddressAtoms Atoms { get; }

    public IReadOnlyDictionary<string, InterfaceClass> Of { get; }

    public ILookup<string, InterfaceClass> ByGroup { get; }

    public ILookup<string, InterfaceClass> ByVpc { get; }

    public static ClassPartition From(Topology topology)
    {
        var atoms = new AddressAtoms(topology);
        var places = topology.Subnets.Values.ToDictionary(subnet => subnet.Id, subnet => Place(topology, subnet), StringComparer.Ordinal);
        var targets = topology.TargetGroups.Values.SelectMany(group => group.Targets ?? []).Select(target => target.Id).ToHashSet(StringComparer.Ordinal);
        var classes = topology.Interfaces.Values
            .GroupBy(one => Key(one, places, targets, atoms), StringComparer.Ordinal)
            .Select((members, number) => new InterfaceClass(number, [.. members]));
        return new([.. classes], atoms);
    }

    private static string Place(Topology topology, Subnet subnet)
    {
        var acl = topology.AclOf(subnet.Id);
        var table = topology.Index.TableOf(subnet)?.Id ?? "?";
        return acl is not null && IsOpen(acl, subnet) && topology.Attachments.Count == 0
            ? $"{subnet.VpcId}|{table}"
            : $"{subnet.Id}|{table}";
    }

    // Lets everything through, both ways, before it denies anything; of IPv6 only where the subnet has it.
    private static bool IsOpen(NetworkAcl acl, Subnet subnet) =>
        IsOpen(acl, v6: false) && (IsOpen(acl, v6: true) || !subnet.Ranges.Any(range => range.IsV6));

    private static bool IsOpen(NetworkAcl acl, bool v6) => IsOpen(acl, egress: true, v6) && IsOpen(acl, egress: false, v6);

    private static bool IsOpen(NetworkAcl acl, bool egress, bool v6) =>
        acl.Entries.FirstOrDefault(entry => entry.IsEgress == egress && entry.Range.IsV6 == v6)
            is { Allows: true, Protocol: IpProtocol.Any, Range.Length: 0 };

    private static string Key(
        NetworkInterface one, Dictionary<string, string> places, HashSet<string> targets, AddressAtoms atoms)
    {
        if (one.Kind != InterfaceKind.Host || targets.Contains(one.OwnerId) || one.Addresses.Any(address => targets.Contains(address.Private.ToString())))
        {
            return one.Id;
        }

        var key = new StringBuilder(places.GetValueOrDefault(one.SubnetId, one.SubnetId)).Append('|')
            .Append(one.IsAttached).Append(one.IsStopped).Append('|')
            .Append(one.GroupIds.IsDefault ? "?" : string.Join(',', one.GroupIds.Order(StringComparer.Ordinal)));
        foreach (var address in one.Addresses)
        {
            key.Append('|').Append(CultureInfo.InvariantCulture, $"{atoms.Of(address.Private)}");
            if (address.Public is { } visible)
            {
                key.Append('>').Append(CultureInfo.InvariantCulture, $"{atoms.Of(visible)}");
            }
        }

        return key.ToString();
    }
}
