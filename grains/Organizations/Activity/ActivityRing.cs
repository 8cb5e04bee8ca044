using System.Diagnostics.CodeAnalysis;

namespace Raposa.Organizations;

/// <summary>The last entries, numbered one after another. Not for two threads at once.</summary>
internal sealed class ActivityRing
{
    public const int Capacity = 500;

    private readonly ActivityEntry[] _entries = new ActivityEntry[Capacity];
    private readonly long _before;
    private long _newest;

    /// <param name="before">The first entry gets the number after this one.</param>
    public ActivityRing(long before) => (_before, _newest) = (before, before);

    private long Oldest => Math.Max(_before, _newest - Capacity) + 1;

    public void Add(ActivityEntry entry)
    {
        _newest++;
        _entries[_newest % Capacity] = entry with { Sequence = _newest };
    }

    /// <summary>What is kept of what came after a sequence, and then whatever comes.</summary>
    /// <param name="after">0 for all that is kept. One that was never given out means: only what is new.</param>
    public Reader ReadFrom(long after) => new(this, after > _newest ? _newest : Math.Max(after, Oldest - 1));

    /// <summary>One reader's place. It holds nothing but a number, so that a slow reader costs nothing.</summary>
    internal sealed class Reader(ActivityRing ring, long last)
    {
        private long _last = last;

        /// <summary>The next entry. A reader so slow that its next one is gone goes on with the newest: this is a window, not a record.</summary>
        public bool TryRead([NotNullWhen(true)] out ActivityEntry? entry)
        {
            if (_last == ring._newest)
            {
                entry = null;
                return false;
            }

            _last = _last + 1 < ring.Oldest ? ring._newest : _last + 1;
            entry = ring._entries[_last % Capacity];
            return true;
        }
    }
}
