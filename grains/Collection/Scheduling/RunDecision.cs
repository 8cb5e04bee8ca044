using System.Globalization;

namespace Raposa.Collection.Scheduling;

/// <summary>What a run comes to by what its source answered.</summary>
internal static class RunDecision
{
    /// <summary>After a page that came.</summary>
    public static CollectionRun AfterPage(SourceDefinition source, CollectionRun run, SourcePage page, DateTimeOffset now)
    {
        var isSamePageAgain = page.NextCursor is not null && page.NextCursor == run.Cursor;
        var advanced = run.Advance(new(
            page.Resources.Length, page.NextCursor, page.Expected, page.Gaps, page.Calls, page.Throttled));
        return isSamePageAgain
            ? advanced.End(Malformed(source, "SamePage", "The next page that the vendor names is the one that was just read."), now)
            : advanced;
    }

    /// <summary>After a page that did not come: to be tried again, or the end.</summary>
    /// <param name="chance">From 0 to 1.</param>
    public static CollectionRun AfterFailure(CollectionRun run, SourceReadException failed, DateTimeOffset now, double chance) =>
        RetryDecision.Wait(failed.Failure.Kind, run.Attempt, failed.RetryAfter, chance) is { } wait
            ? run.Retry(failed.Failure, failed.Calls, failed.Throttled, now + wait)
            : run.Retry(failed.Failure, failed.Calls, failed.Throttled, now).End(failed.Failure, now);

    /// <summary>
    /// After the last page. It is complete unless the vendor counts other resources than came, or a gap is about the source
    /// as a whole: then what is not there may still exist.
    /// </summary>
    public static CollectionRun AtEnd(SourceDefinition source, CollectionRun run, DateTimeOffset now)
    {
        if (run.Gaps.FirstOrDefault(gap => gap.Scope.Length == 0) is { } gap)
        {
            return run.End(gap.Failure, now);
        }

        var isCountRight = !run.IsFull || run.Expected is not { } expected || expected == run.Resources;
        return run.End(
            isCountRight ? null : Malformed(source, "CountDiffers", string.Create(
                CultureInfo.InvariantCulture, $"The vendor says that there are {run.Expected} resources, and {run.Resources} came.")),
            now);
    }

    private static RunFailure Malformed(SourceDefinition source, string code, string message) =>
        new(FailureKind.Malformed, source.Read.Operations.FirstOrDefault() ?? source.Name, code, message);
}
