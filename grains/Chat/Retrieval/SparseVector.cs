using System.Collections.Immutable;

namespace Raposa.Chat;

/// <summary>A vector of which nearly all is zero: the places that are not, ascending, and what is there.</summary>
internal sealed record SparseVector(ImmutableArray<int> Indices, ImmutableArray<float> Values)
{
    public static SparseVector Of(IEnumerable<KeyValuePair<int, double>> entries)
    {
        var sorted = entries.Where(entry => entry.Value != 0).OrderBy(entry => entry.Key).ToList();
        return new([.. sorted.Select(entry => entry.Key)], [.. sorted.Select(entry => (float)entry.Value)]);
    }

    /// <summary>The same direction at length 1; an empty vector stays empty.</summary>
    public SparseVector Normalized()
    {
        var length = Math.Sqrt(Values.Sum(value => (double)value * value));
        return length == 0 ? this : this with { Values = [.. Values.Select(value => (float)(value / length))] };
    }

    public double Dot(SparseVector other)
    {
        var sum = 0.0;
        for (int mine = 0, theirs = 0; mine < Indices.Length && theirs < other.Indices.Length;)
        {
            var order = Indices[mine].CompareTo(other.Indices[theirs]);
            sum += order == 0 ? (double)Values[mine] * other.Values[theirs] : 0;
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
        }

        return sum;
    }
}
