namespace Raposa.LocalEngine.Simulation;

/// <summary>
/// Timers in the order of their time: a heap with four children a node. Each timer knows its place, so that one that is
/// changed or disposed leaves nothing behind.
/// </summary>
internal sealed class TimerHeap
{
    private (long Due, ulong Tie, SimulatedTimer Timer)[] _nodes = new (long, ulong, SimulatedTimer)[64];

    public int Count { get; private set; }

    /// <summary>How many of them will not come again by themselves.</summary>
    public int CountOfOneShots { get; private set; }

    public long NextDue => _nodes[0].Due;

    /// <summary>Among timers of one moment, <paramref name="tie"/> decides.</summary>
    public void Add(SimulatedTimer timer, long due, ulong tie)
    {
        if (Count == _nodes.Length)
        {
            Array.Resize(ref _nodes, Count * 2);
        }

        timer.IsCountedAsOneShot = !timer.IsPeriodic;
        CountOfOneShots += timer.IsCountedAsOneShot ? 1 : 0;
        Rise(Count++, (due, tie, timer));
    }

    public SimulatedTimer TakeNext()
    {
        var timer = _nodes[0].Timer;
        RemoveAt(0);
        return timer;
    }

    public void Remove(SimulatedTimer timer)
    {
        if (timer.Place >= 0)
        {
            RemoveAt(timer.Place);
        }
    }

    public void RemoveAll(Predicate<SimulatedTimer> condition)
    {
        var kept = _nodes.Take(Count).Where(node => !condition(node.Timer)).ToArray();
        foreach (var (_, _, timer) in _nodes.Take(Count))
        {
            timer.Place = -1;
        }

        Array.Clear(_nodes);
        (Count, CountOfOneShots) = (0, 0);
        foreach (var (due, tie, timer) in kept)
        {
            Add(timer, due, tie);
        }
    }

    private void RemoveAt(int place)
    {
        _nodes[place].Timer.Place = -1;
        CountOfOneShots -= _nodes[place].Timer.IsCountedAsOneShot ? 1 : 0;
        var last = _nodes[--Count];
        _nodes[Count] = default;
        if (place == Count)
        {
            return;
        }

        if (place > 0 && IsBefore(last, _nodes[(place - 1) / 4]))
        {
            Rise(place, last);
        }
        else
        {
            Sink(place, last);
        }
    }

    private void Rise(int place, (long Due, ulong Tie, SimulatedTimer Timer) node)
    {
        while (place > 0)
        {
            var parent = (place - 1) / 4;
            if (!IsBefore(node, _nodes[parent]))
            {
                break;
            }

            Put(place, _nodes[parent]);
            place = parent;
        }

        Put(place, node);
    }

    private void Sink(int place, (long Due, ulong Tie, SimulatedTimer Timer) node)
    {
        while (true)
        {
            var first = (place * 4) + 1;
            if (first >= Count)
            {
                break;
            }

            var least = first;
            for (var child = first + 1; child < Math.Min(first + 4, Count); child++)
            {
                least = IsBefore(_nodes[child], _nodes[least]) ? child : least;
            }

            if (!IsBefore(_nodes[least], node))
            {
                break;
            }

            Put(place, _nodes[least]);
            place = least;
        }

        Put(place, node);
    }

    private void Put(int place, (long Due, ulong Tie, SimulatedTimer Timer) node)
    {
        _nodes[place] = node;
        node.Timer.Place = place;
    }

    private static bool IsBefore(
        in (long Due, ulong Tie, SimulatedTimer Timer) one, in (long Due, ulong Tie, SimulatedTimer Timer) other) =>
        one.Due != other.Due ? one.Due < other.Due : one.Tie < other.Tie;
}
