namespace Raposa.Network.Reachability;

/// <summary>The route for an address: the longest prefix wins; of equal ones local, then static over propagated, ranges over lists.</summary>
/// <param name="Doubt">What was not collected and might have won.</param>
internal readonly record struct RouteLookup(Route? Route, string? Doubt)
{
    public static RouteLookup In(Topology topology, RouteTable table, IpAddress destination, bool isToInternet)
    {
        (int Length, int Rank) best = (-1, 0);
        Route? found = null;
        string? doubt = null;
        foreach (var route in table.Routes)
        {
            var length = -1;
            if (route.Range is { } range)
            {
                length = range.Contains(destination) ? range.Length : -1;
            }
            else if (route.PrefixListId is { } id)
            {
                if (topology.PrefixLists.TryGetValue(id, out var list))
                {
                    foreach (var one in list.Ranges)
                    {
                        length = one.Contains(destination) ? Math.Max(length, one.Length) : length;
                    }
                }
                else if (route.Target != RouteTarget.GatewayEndpoint || !(isToInternet || SpecialAddresses.IsPrivate(destination)))
                {
                    // A list of a service holds public addresses of that service, so private ones and most of the internet are not in it.
                    doubt ??= $"prefix list {id}";
                }
            }

            var rank = (route.Target == RouteTarget.Local ? 4 : 0) + (route.IsPropagated ? 0 : 2) + (route.Range is null ? 0 : 1);
            if (length >= 0 && (length, rank).CompareTo(best) > 0)
            {
                (best, found) = ((length, rank), route);
            }
        }

        return new(found, doubt);
    }
}
