using System.Collections.Immutable;
using System.Text.Json;
using Raposa.Inventory;

namespace Raposa.Findings;

/// <summary>The life of a finding as it is told: each step with what it changed, and the end of a suppression that nobody had to end.</summary>
internal static class FindingHistory
{
    /// <param name="steps">As they were stored, oldest first.</param>
    /// <param name="now">A suppression that ended by then has ended.</param>
    public static ImmutableArray<FindingChange> Tell(IReadOnlyList<FindingChange> steps, DateTimeOffset now)
    {
        var told = ImmutableArray.CreateBuilder<FindingChange>();
        FindingChange? before = null;
        FindingChange? suppression = null;
        foreach (var step in steps)
        {
            if (Expired(suppression, step.At) is { } expired)
            {
                told.Add(expired);
                suppression = null;
            }

            told.Add(before is null ? step : step with { Differences = [.. Differences(before, step)] });
            before = step;
            suppression = step.Kind switch
            {
                FindingChangeKind.Suppressed => step,
                FindingChangeKind.SuppressionLifted => null,
                _ => suppression,
            };
        }

        if (Expired(suppression, now) is { } over)
        {
            told.Add(over);
        }

        return told.ToImmutable();
    }

    private static FindingChange? Expired(FindingChange? suppression, DateTimeOffset by) => suppression is { Until: { } until } && until <= by
        ? new(until, FindingChangeKind.SuppressionExpired, suppression.Severity, suppression.Title, suppression.EvidenceJson)
        : null;

    private static IEnumerable<FieldChange> Differences(FindingChange before, FindingChange now)
    {
        if (before.Severity != now.Severity)
        {
            yield return new("severity", JsonSerializer.Serialize(before.Severity.ToString().ToLowerInvariant()), JsonSerializer.Serialize(now.Severity.ToString().ToLowerInvariant()));
        }

        if (before.Title != now.Title)
        {
            yield return new("title", JsonSerializer.Serialize(before.Title), JsonSerializer.Serialize(now.Title));
        }

        using var old = JsonDocument.Parse(before.EvidenceJson);
        using var current = JsonDocument.Parse(now.EvidenceJson);
        foreach (var change in DocumentDiff.Of(old.RootElement, current.RootElement).ToList())
        {
            yield return change with { Path = $"evidence{change.Path[1..]}" };
        }
    }
}
