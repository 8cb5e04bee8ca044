#if ENGINE_LOCAL
using Raposa.Collection;

namespace Raposa.Simulation;

/// <summary>
/// Sees every run begin and end, and says what should not be: two runs of one collector at once, a run that begins later
/// than its cadence allows, a run that never ends. It knows the sources' cadences and the outages, and none of the rules that it judges.
/// </summary>
internal sealed class MonthWatch(TimeProvider time, TimeSpan sweep, TimeSpan slack)
{
    private readonly Dictionary<CollectorKey, Watched> _watched = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _outages = [];
    private readonly List<string> _faults = [];

    public IReadOnlyList<string> Faults => _faults;

    public long Runs { get; private set; }

    public long Pages { get; set; }

    public long Resumed { get; private set; }

    public TimeSpan Latest { get; private set; }

    public int Outages => _outages.Count;

    /// <summary>The silo is away from now to then.</summary>
    public void Down(DateTimeOffset until)
    {
        _outages.Add((time.GetUtcNow(), until));
        foreach (var watched in _watched.Values.Where(watched => watched.Current is not null))
        {
            watched.IsInterrupted = true;
        }
    }

    public void Planned(CollectorKey key, SourceDefinition source) =>
        _watched.TryAdd(key, new() { Cadence = source.Cadence, LastStart = time.GetUtcNow() });

    public void Saw(CollectorKey key, CollectionRun run)
    {
        var watched = _watched[key];
        watched.Note($"{time.GetUtcNow():HH:mm:ss.fff} run {run.Id} is {run.Status}, {run.Pages} pages");
        if (watched.Current is { } current && current != run.Id)
        {
            Say($"{key}: run {run.Id} was written while {current} is in progress");
        }
        else if (watched.Current is null && run.StartedAt <= watched.LastStart && watched.HasRun)
        {
            Say($"{key}: run {run.Id} of {run.StartedAt:u} was written after one of {watched.LastStart:u} had ended");
        }
        else if (watched.Current is null)
        {
            Began(key, watched, run);
        }

        if (!run.IsInProgress)
        {
            watched.Current = null;
            watched.Lasted = time.GetUtcNow() - watched.LastStart;
            (watched.LastCursor, watched.NextCursor) = (null, null);
        }
    }

    /// <summary>A page of a run is read: whatever had been interrupted goes on.</summary>
    public void Read(CollectorKey key, string? cursor)
    {
        var watched = _watched[key];
        watched.Note($"{time.GetUtcNow():HH:mm:ss.fff} reads page {cursor ?? "first"}");
        if (watched.IsInterrupted)
        {
            watched.IsInterrupted = false;
            Resumed++;
        }

        // The page that follows the last, or that one again.
        if (cursor != watched.NextCursor && cursor != watched.LastCursor)
        {
            Say($"{key}: page {cursor ?? "first"} was asked for where {watched.NextCursor ?? "first"} comes next:{watched.Recently}");
        }

        watched.LastCursor = cursor;
    }

    public void Gave(CollectorKey key, string? nextCursor)
    {
        _watched[key].NextCursor = nextCursor;
        _watched[key].Note($"{time.GetUtcNow():HH:mm:ss.fff} has a page, next {nextCursor ?? "none"}");
    }

    /// <summary>What is still open at the end, and what should have begun by then.</summary>
    public void Finish()
    {
        foreach (var (key, watched) in _watched)
        {
            AssertInTime(key, watched, time.GetUtcNow(), "did not begin");
            if (watched.Current is { } run && time.GetUtcNow() - watched.LastStart > watched.Cadence.Slowest)
            {
                Say($"{key}: run {run} of {watched.LastStart:u} never ended");
            }
        }
    }

    private void Began(CollectorKey key, Watched watched, CollectionRun run)
    {
        Runs++;
        AssertInTime(key, watched, run.StartedAt, "began");
        watched.Current = run.Id;
        watched.LastStart = run.StartedAt;
        watched.HasRun = true;
        watched.IsInterrupted = false;
    }

    // A point of the cadence that passes while a run goes on is left out. An outage may last as long as it does, and then until the
    // organization is swept; the tick of a sweep may itself fall into it.
    private void AssertInTime(CollectorKey key, Watched watched, DateTimeOffset at, string what)
    {
        var outages = _outages.Where(outage => outage.To >= watched.LastStart && outage.From <= at).ToList();
        var late = at - watched.LastStart - watched.Cadence.Slowest;
        if (outages.Count == 0)
        {
            Latest = late > Latest ? late : Latest;
        }

        var allowed = outages.Aggregate(slack + watched.Lasted, (sum, outage) => sum + (outage.To - outage.From) + sweep + slack);
        if (late > allowed)
        {
            Say($"{key}: a run {what} by {at:u}, {at - watched.LastStart} after the one of {watched.LastStart:u}; its cadence is {watched.Cadence.Slowest}, {outages.Count} outages between");
        }
    }

    private void Say(string fault) => _faults.Add($"{time.GetUtcNow():u} {fault}");

    private sealed class Watched
    {
        public required Cadence Cadence { get; init; }

        public DateTimeOffset LastStart { get; set; }

        public bool HasRun { get; set; }

        /// <summary>How long the run before took.</summary>
        public TimeSpan Lasted { get; set; }

        public Guid? Current { get; set; }

        public bool IsInterrupted { get; set; }

        public string? LastCursor { get; set; }

        public string? NextCursor { get; set; }

        /// <summary>The last things that happened, for whoever has to understand a fault.</summary>
        public string Recently => string.Concat(_notes.Select(note => $"\n    {note}"));

        public void Note(string what)
        {
            _notes.Enqueue(what);
            if (_notes.Count > 12)
            {
                _notes.Dequeue();
            }
        }

        private readonly Queue<string> _notes = new();
    }
}
#endif
