namespace Raposa.Inventory.Analysis;

/// <summary>When the next analysis begins: after a quiet moment, soon enough, and never so often that there is nothing else.</summary>
internal sealed class AnalysisPace
{
    /// <summary>Collection that has been quiet for this long is taken to be over.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    /// <summary>It is not waited for longer than this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Where sources were never read yet, it is waited for them, and no longer than this.</summary>
    public static readonly TimeSpan LongestAtFirst = TimeSpan.FromMinutes(3);

    /// <summary>Between the end of one and the beginning of the next, so many times what the last one took.</summary>
    public const int Rest = 3;

    private DateTimeOffset? _first;
    private DateTimeOffset _last;
    private DateTimeOffset _restsUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _waitsUntil = DateTimeOffset.MinValue;

    /// <summary>When the next one is to begin; null: nothing was collected since the last one began.</summary>
    public DateTimeOffset? Next =>
        _first is { } first ? Max(Min(_last + Quiet, first + Longest), Max(_restsUntil, Min(_waitsUntil, first + LongestAtFirst))) : null;

    public void Notice(DateTimeOffset now) => (_first, _last) = (_first ?? now, now);

    /// <summary>Sources were never read yet: an analysis now would take the machine from reading them, and know nothing of them.</summary>
    public void AwaitFirstRuns(DateTimeOffset now) => _waitsUntil = now + Quiet;

    public void Begin() => _first = null;

    public void End(DateTimeOffset now, TimeSpan took) => _restsUntil = now + (took * Rest);

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
