namespace Raposa.Network.Reachability;

/// <summary>What a name in a question stands for.</summary>
internal abstract record End
{
    private End()
    {
    }

    internal sealed record WholeInternet : End;

    /// <summary>Interfaces, any of which will do.</summary>
    internal sealed record Of(IReadOnlyList<NetworkInterface> Interfaces) : End;

    /// <summary>An address as it is written; the interfaces that hold it, if any do.</summary>
    internal sealed record Written(IpAddress Address, IReadOnlyList<NetworkInterface> Holders) : End;

    /// <summary>A subnet as a sender: a machine put into it, with an address that nothing holds yet.</summary>
    internal sealed record In(Subnet Subnet) : End;

    internal sealed record Unheard(string Name) : End;

    public static End Resolve(Topology topology, string name)
    {
        name = name.Trim();
        if (name.Equals(Router.Internet, StringComparison.OrdinalIgnoreCase) || name is "0.0.0.0/0" or "::/0" || name.StartsWith("Public Internet", StringComparison.OrdinalIgnoreCase))
        {
            return new WholeInternet();
        }

        if (IpAddress.TryParse(name, out var address))
        {
            var holders = topology.Index.ByAnyAddress[address].ToList();
            if (holders.Count == 0 && topology.Index.ByPublic.TryGetValue(address, out var found))
            {
                holders.Add(found.Interface);
            }

            return new Written(address, holders);
        }

        if (topology.Interfaces.TryGetValue(name, out var one))
        {
            return new Of([one]);
        }

        if (topology.Index.ByOwner[name].ToArray() is { Length: > 0 } owned)
        {
            return new Of(owned);
        }

        if (topology.LoadBalancers.Values.FirstOrDefault(balancer => balancer.Name == name || balancer.DnsName == name || balancer.Id == name) is { } named
            && topology.Index.ByOwner[named.Id].ToArray() is { Length: > 0 } nodes)
        {
            return new Of(nodes);
        }

        if (topology.Subnets.TryGetValue(name, out var subnet))
        {
            return new In(subnet);
        }

        if (topology.Vpcs.ContainsKey(name))
        {
            return new Of([.. topology.Interfaces.Values.Where(member => member.VpcId == name && member.Kind == InterfaceKind.Host)]);
        }

        if (topology.Groups.ContainsKey(name))
        {
            return new Of([.. topology.Interfaces.Values.Where(member => !member.GroupIds.IsDefault && member.GroupIds.Contains(name))]);
        }

        // "web[10.0.1.4]": a name for people, with the address in brackets.
        if (name.EndsWith(']') && name.IndexOf('[', StringComparison.Ordinal) is var bracket and > 0)
        {
            return Resolve(topology, name[(bracket + 1)..^1]) is Written { Holders.Count: > 0 } held ? new Of(held.Holders) : new Unheard(name);
        }

        // "test-lb node us-east-2b (eni-01f2)": a name for people, with the id in brackets.
        var open = name.LastIndexOf('(');
        return open > 0 && name.EndsWith(')') ? Resolve(topology, name[(open + 1)..^1]) : new Unheard(name);
    }
}
