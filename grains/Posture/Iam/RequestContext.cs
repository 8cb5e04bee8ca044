using System.Collections.Immutable;

namespace Raposa.Posture.Iam;

/// <summary>
/// The condition keys of a request: those with values, those that it surely does not have, and all others, of which nothing
/// is known. Names are compared without regard to case.
/// </summary>
internal sealed record RequestContext
{
    private readonly ImmutableDictionary<string, ImmutableArray<string>> _values = ImmutableDictionary.Create<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
    private readonly ImmutableHashSet<string> _absent = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);
    private readonly bool _isClosed;

    /// <summary>A request of which nothing is known.</summary>
    public static RequestContext Empty { get; } = new();

    private RequestContext()
    {
    }

    private RequestContext(
        ImmutableDictionary<string, ImmutableArray<string>> values, ImmutableHashSet<string> absent, bool isClosed)
    {
        _values = values;
        _absent = absent;
        _isClosed = isClosed;
    }

    public RequestContext With(string key, params string[] values) => new(_values.SetItem(key, [.. values]), _absent.Remove(key), _isClosed);

    public RequestContext Without(params string[] keys) => new(_values.RemoveRange(keys), _absent.Union(keys), _isClosed);

    /// <summary>With no other keys than those that are given.</summary>
    public RequestContext Closed() => new(_values, _absent, isClosed: true);

    /// <param name="values">The values; of a key that the request does not have, none.</param>
    /// <returns>Whether it is known.</returns>
    public bool TryGet(string key, out ImmutableArray<string> values)
    {
        if (_values.TryGetValue(key, out values))
        {
            return true;
        }

        values = [];
        return _isClosed || _absent.Contains(key);
    }
}
