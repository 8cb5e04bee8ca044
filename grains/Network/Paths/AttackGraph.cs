using System.Collections.Immutable;

namespace Raposa.Network.Paths;

/// <summary>How far somebody gets from a place: from host to host by the rows of the table, as many hops as are allowed.</summary>
/// <remarks>
/// Who is on one interface of a host is on all of them; that is no hop. Load balancers and gateways carry, and nobody goes on from
/// them. From the internet is what anybody can do; ranges that a rule means are not anybody's. Only what is certain is a way. What goes
/// out to the internet and comes in at a public address of the organization's is a hop too.
/// </remarks>
internal sealed class AttackGraph
{
    private readonly ReachabilityTable _table;
    private readonly ILookup<int, ReachabilityRow> _from;
    private readonly ILookup<int, int> _siblings;
    private readonly Lazy<Hairpins> _hairpins;

    public AttackGraph(ReachabilityTable table)
    {
        _table = table;
        _hairpins = new(() => new Hairpins(table));
        _from = table.Rows.Where(row => row.IsCertain && row.To != ReachabilityRow.Internet && (row.From != ReachabilityRow.Internet || row.IsEveryone))
            .ToLookup(row => row.From);
        _siblings = table.Topology.Index.ByOwner
            .Where(owner => owner.Count(one => one.Kind == InterfaceKind.Host) > 1)
            .SelectMany(owner => owner.Select(one => table.Partition.Of[one.Id].Number).Distinct().ToArray() is { Length: > 1 } classes
                ? classes.SelectMany(one => classes.Where(other => other != one), (one, other) => (one, other))
                : [])
            .Distinct().ToLookup(pair => pair.one, pair => pair.other);
    }

    public ReachabilityTable Table => _table;

    /// <summary>The classes that are reached, with the number of hops and the row of the last one.</summary>
    public IReadOnlyDictionary<int, Reached> From(IReadOnlyCollection<int> start, int mostHops = int.MaxValue)
    {
        var found = new Dictionary<int, Reached>();
        var queue = new Queue<(int Class, int Hops)>();
        var isAllFound = false;
        foreach (var one in start)
        {
            if (one == ReachabilityRow.Internet)
            {
                queue.Enqueue((one, 0));
            }
            else
            {
                Enter(one, new(0, null, null), found, queue);
            }
        }

        while (queue.TryDequeue(out var at))
        {
            if (at.Hops >= mostHops || !IsPlaceToGoOnFrom(at.Class))
            {
                continue;
            }

            foreach (var row in _from[at.Class])
            {
                Enter(row.To, new(at.Hops + 1, row, null), found, queue);
            }

            if (!isAllFound)
            {
                foreach (var row in Hairpins(at.Class, to => !found.ContainsKey(to)))
                {
                    Enter(row.To, new(at.Hops + 1, row, null), found, queue);
                }

                isAllFound = _hairpins.IsValueCreated && _hairpins.Value.Receivers.All(found.ContainsKey);
            }
        }

        return found;
    }

    /// <summary>A shortest way; null if there is none.</summary>
    public ImmutableArray<ReachabilityRow>? Shortest(IReadOnlyCollection<int> start, IReadOnlySet<int> targets)
    {
        var reached = From(start);
        var end = targets.Where(reached.ContainsKey).OrderBy(one => reached[one].Hops).Select(one => (int?)one).FirstOrDefault();
        if (end is not { } last)
        {
            return null;
        }

        var way = new Stack<ReachabilityRow>();
        for (int? at = last; at is { } one && reached.TryGetValue(one, out var step); at = step.Row?.From ?? step.Sibling)
        {
            if (step.Row is not null)
            {
                way.Push(step.Row);
            }
        }

        return [.. way];
    }

    /// <summary>Every way that passes no place twice, in at most so many hops, shorter ones not necessarily first.</summary>
    public IEnumerable<ImmutableArray<ReachabilityRow>> Simple(int start, int target, int mostHops)
    {
        return Walk(start, mostHops, new(target, mostHops, Distances(target)), [start], []);
    }

    private IEnumerable<ImmutableArray<ReachabilityRow>> Walk(
        int at, int left, Search search, ImmutableHashSet<int> passed, ImmutableList<ReachabilityRow> way)
    {
        if (left == 0 || (passed.Count > 1 && !IsPlaceToGoOnFrom(at)))
        {
            yield break;
        }

        foreach (var (row, rest) in NextOf(at, search))
        {
            if (row.To == search.Target)
            {
                yield return [.. way, row];
            }
            else if (rest < left && !passed.Contains(row.To))
            {
                foreach (var found in Walk(row.To, left - 1, search, passed.Add(row.To), way.Add(row)))
                {
                    yield return found;
                }
            }
        }

        foreach (var sibling in _siblings[at].Where(one => !passed.Contains(one) && one != search.Target))
        {
            foreach (var found in Walk(sibling, left, search, passed.Add(sibling), way))
            {
                yield return found;
            }
        }
    }

    // One way for each next place that can still be in time: its rows say the same with other ports. Many ways pass a place, and
    // what comes next is the same for all of them.
    private (ReachabilityRow Row, int Left)[] NextOf(int at, Search search)
    {
        if (!search.Next.TryGetValue(at, out var next))
        {
            bool IsInTime(int place) => search.Distance.TryGetValue(place, out var rest) && rest < search.MostHops;
            next =
            [
                .. _from[at].Where(row => IsInTime(row.To)).Concat(Hairpins(at, IsInTime)).DistinctBy(row => row.To)
                    .Select(row => (row, search.Distance[row.To])),
            ];
            search.Next[at] = next;
        }

        return next;
    }

    // How far each place is from the target, so that no dead end is walked into.
    private Dictionary<int, int> Distances(int target)
    {
        var found = new Dictionary<int, int> { [target] = 0 };
        var queue = new LinkedList<int>([target]);
        while (queue.First is { } first)
        {
            queue.RemoveFirst();
            var at = first.Value;
            var before = _table.Into(at).Where(row => row.IsCertain && row.From != ReachabilityRow.Internet).Select(row => row.From);
            foreach (var place in before.Concat(_hairpins.Value.Before(at)))
            {
                if (IsPlaceToGoOnFrom(place) && found.TryAdd(place, found[at] + 1))
                {
                    queue.AddLast(place);
                }
            }

            foreach (var sibling in _siblings[at])
            {
                if (!found.TryGetValue(sibling, out var known) || known > found[at])
                {
                    found[sibling] = found[at];
                    queue.AddFirst(sibling);
                }
            }
        }

        return found;
    }

    private void Enter(int place, Reached how, Dictionary<int, Reached> found, Queue<(int, int)> queue)
    {
        if (!found.TryAdd(place, how))
        {
            return;
        }

        queue.Enqueue((place, how.Hops));
        foreach (var sibling in _siblings[place])
        {
            Enter(sibling, new(how.Hops, null, place), found, queue);
        }
    }

    // A way that is in the table needs no other beside it.
    private IEnumerable<ReachabilityRow> Hairpins(int from, Func<int, bool> isWanted) => from == ReachabilityRow.Internet
        ? []
        : _hairpins.Value.From(from, to => to != from && isWanted(to));

    private bool IsPlaceToGoOnFrom(int place) =>
        place == ReachabilityRow.Internet || _table.Partition.Classes[place].First.Kind == InterfaceKind.Host;

    /// <summary>What is looked for, how far each place is from it, and what was found to come next at each place.</summary>
    private sealed record Search(int Target, int MostHops, IReadOnlyDictionary<int, int> Distance)
    {
        public Dictionary<int, (ReachabilityRow Row, int Left)[]> Next { get; } = [];
    }
}

/// <summary>How a place was first reached.</summary>
/// <param name="Row">The last hop; null at the start and at another interface of a host.</param>
/// <param name="Sibling">The interface of the same host that was reached before.</param>
internal readonly record struct Reached(int Hops, ReachabilityRow? Row, int? Sibling);
