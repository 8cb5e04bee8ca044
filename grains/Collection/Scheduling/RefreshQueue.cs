using System.Collections.Immutable;

namespace Raposa.Collection.Scheduling;

/// <summary>
/// What events say has changed, gathered for a moment so that a burst is one run. It is kept in memory alone: what is lost
/// of it the next poll sees.
/// </summary>
internal sealed class RefreshQueue
{
    /// <summary>From the first event of a burst to its run.</summary>
    public static readonly TimeSpan Gathering = TimeSpan.FromSeconds(10);

    /// <summary>Between two refreshes of one collector.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(30);

    /// <summary>More resources than this are read faster by reading all.</summary>
    public const int MostKeys = 100;

    private readonly Dictionary<CollectorKey, Gathered> _gathered = [];
    private readonly Dictionary<CollectorKey, DateTimeOffset> _last = [];

    /// <summary>When the next is due; null if nothing waits.</summary>
    public DateTimeOffset? NextAt => _gathered.Count == 0 ? null : _gathered.Values.Min(gathered => gathered.DueAt);

    /// <param name="keys">Empty: the source as a whole.</param>
    public void Add(CollectorKey key, ImmutableArray<string> keys, DateTimeOffset now)
    {
        if (!_gathered.TryGetValue(key, out var gathered))
        {
            var dueAt = now + Gathering;
            _gathered[key] = gathered = new(_last.TryGetValue(key, out var last) && last + Apart > dueAt ? last + Apart : dueAt);
        }

        gathered.IsWhole |= keys.IsEmpty;
        gathered.Keys.UnionWith(keys);
        gathered.IsWhole |= gathered.Keys.Count > MostKeys;
    }

    /// <summary>What is due, by collector; no keys: the source as a whole. What waits for a run to end stays.</summary>
    public ImmutableArray<(CollectorKey Key, ImmutableArray<string> Only)> TakeDue(DateTimeOffset now, Func<CollectorKey, bool> mayBegin)
    {
        var due = _gathered.Where(pair => pair.Value.DueAt <= now).Select(pair => pair.Key).ToList();
        var taken = ImmutableArray.CreateBuilder<(CollectorKey, ImmutableArray<string>)>();
        foreach (var key in due)
        {
            var gathered = _gathered[key];
            if (mayBegin(key))
            {
                _gathered.Remove(key);
                _last[key] = now;
                taken.Add((key, gathered.IsWhole ? [] : [.. gathered.Keys]));
            }
            else
            {
                gathered.DueAt = now + Gathering;
            }
        }

        return taken.ToImmutable();
    }

    private sealed class Gathered(DateTimeOffset dueAt)
    {
        public DateTimeOffset DueAt { get; set; } = dueAt;

        public bool IsWhole { get; set; }

        public SortedSet<string> Keys { get; } = new(StringComparer.Ordinal);
    }
}
