namespace Raposa.Network.Paths;

/// <summary>Parts of the address space whose addresses no rule, route or list tells apart. A part is named by the narrowest range around it.</summary>
internal sealed class AddressAtoms
{
    private readonly HashSet<Cidr> _ranges;
    private readonly int[] _lengths;
    private readonly int[] _lengths6;

    public AddressAtoms(Topology topology)
    {
        _ranges =
        [
            .. topology.Groups.Values.SelectMany(group => group.Ingress.Concat(group.Egress)).Select(rule => rule.Range).OfType<Cidr>(),
            .. topology.PrefixLists.Values.SelectMany(list => list.Ranges),
            .. topology.Acls.Values.SelectMany(acl => acl.Entries).Select(entry => entry.Range),
            .. topology.RouteTables.Values.SelectMany(table => table.Routes).Select(route => route.Range).OfType<Cidr>(),
            .. topology.TransitRoutes.Values.Select(route => route.Range).OfType<Cidr>(),
        ];
        _lengths = Lengths(v6: false);
        _lengths6 = Lengths(v6: true);
    }

    public bool Knows(Cidr range) => _ranges.Contains(range);

    public Cidr Of(IpAddress address)
    {
        foreach (var length in address.IsV6 ? _lengths6 : _lengths)
        {
            var range = Cidr.Of(address, length);
            if (_ranges.Contains(range))
            {
                return range;
            }
        }

        return new(address.IsV6, 0, 0);
    }

    private int[] Lengths(bool v6) =>
        [.. _ranges.Where(range => range.IsV6 == v6).Select(range => range.Length).Distinct().OrderDescending()];
}
