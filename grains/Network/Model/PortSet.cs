using System.Collections.Immutable;

namespace Raposa.Network;

/// <summary>A set of ports as sorted, disjoint ranges; for ICMP a member is type × 256 + code.</summary>
internal sealed class PortSet : IEquatable<PortSet>
{
    private const int Highest = 65535;

    public static readonly PortSet Empty = new([]);
    public static readonly PortSet All = new([(0, Highest)]);

    private readonly ImmutableArray<(int From, int To)> _ranges;

    private PortSet(ImmutableArray<(int From, int To)> ranges) => _ranges = ranges;

    public ImmutableArray<(int From, int To)> Ranges => _ranges;

    public bool IsEmpty => _ranges.IsEmpty;

    public bool IsAll => _ranges is [(0, Highest)];

    public int First => _ranges[0].From;

    public static PortSet Of(int from, int to)
    {
        from = Math.Max(from, 0);
        to = Math.Min(to, Highest);
        return from > to ? Empty : from == 0 && to == Highest ? All : new([(from, to)]);
    }

    public static PortSet Only(int port) => Of(port, port);

    public bool Contains(int port)
    {
        foreach (var (from, to) in _ranges)
        {
            if (port >= from && port <= to)
            {
                return true;
            }
        }

        return false;
    }

    public PortSet And(PortSet other)
    {
        if (IsAll || other.IsEmpty)
        {
            return other;
        }

        if (other.IsAll || IsEmpty)
        {
            return this;
        }

        var found = ImmutableArray.CreateBuilder<(int, int)>();
        for (int i = 0, j = 0; i < _ranges.Length && j < other._ranges.Length;)
        {
            var from = Math.Max(_ranges[i].From, other._ranges[j].From);
            var to = Math.Min(_ranges[i].To, other._ranges[j].To);
            if (from <= to)
            {
                found.Add((from, to));
            }

            if (_ranges[i].To < other._ranges[j].To)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return found.Count == 0 ? Empty : new(found.ToImmutable());
    }

    public PortSet Or(PortSet other)
    {
        if (IsEmpty || other.IsAll)
        {
            return other;
        }

        if (other.IsEmpty || IsAll)
        {
            return this;
        }

        var merged = new List<(int From, int To)>();
        foreach (var range in _ranges.Concat(other._ranges).OrderBy(range => range.From))
        {
            if (merged.Count > 0 && range.From <= merged[^1].To + 1)
            {
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, range.To));
            }
            else
            {
                merged.Add(range);
            }
        }

        return new([.. merged]);
    }

    public PortSet Except(PortSet other)
    {
        if (IsEmpty || other.IsEmpty)
        {
            return this;
        }

        var left = ImmutableArray.CreateBuilder<(int, int)>();
        foreach (var (from, to) in _ranges)
        {
            var start = from;
            foreach (var (otherFrom, otherTo) in other._ranges)
            {
                if (otherTo < start || otherFrom > to)
                {
                    continue;
                }

                if (otherFrom > start)
                {
                    left.Add((start, otherFrom - 1));
                }

                start = otherTo + 1;
            }

            if (start <= to)
            {
                left.Add((start, to));
            }
        }

        return left.Count == 0 ? Empty : new(left.ToImmutable());
    }

    /// <summary>Each member that much higher; all of them must still be ports.</summary>
    public PortSet Moved(int by) => by == 0 ? this : new([.. _ranges.Select(range => (range.From + by, range.To + by))]);

    public bool Equals(PortSet? other) => other is not null && _ranges.AsSpan().SequenceEqual(other._ranges.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as PortSet);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var range in _ranges)
        {
            hash.Add(range);
        }

        return hash.ToHashCode();
    }

    public override string ToString() =>
        string.Join(',', _ranges.Select(range => range.From == range.To ? $"{range.From}" : $"{range.From}-{range.To}"));
}
