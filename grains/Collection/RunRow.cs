using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Collection;

/// <summary>A row of <c>collection.run</c>.</summary>
internal sealed record RunRow
{
    /// <summary>Of the table under the name <c>run</c>.</summary>
    public const string Columns =
        """
        run.run_id as RunId, run.account_id as AccountId, run.source as Source, run.region as Region, run.status as Status,
          run.trigger as Trigger, run.started_at as StartedAt, run.finished_at as FinishedAt, run.pages as Pages,
          run.resources as Resources, run.expected as Expected, run.calls as Calls, run.throttled as Throttled,
          run.attempt as Attempt, run.retry_at as RetryAt, run.failure_kind as FailureKind,
          run.failure_operation as FailureOperation, run.failure_code as FailureCode, run.failure_message as FailureMessage,
          run.gaps::text as Gaps, run.added as Added, run.changed as Changed, run.removed as Removed, run.only_keys as OnlyKeys
        """;

    public required Guid RunId { get; init; }

    public required string AccountId { get; init; }

    public required string Source { get; init; }

    public required string Region { get; init; }

    public required short Status { get; init; }

    public required short Trigger { get; init; }

    public required DateTime StartedAt { get; init; }

    public DateTime? FinishedAt { get; init; }

    public required int Pages { get; init; }

    public required int Resources { get; init; }

    public int? Expected { get; init; }

    public required int Calls { get; init; }

    public required int Throttled { get; init; }

    public required int Attempt { get; init; }

    public DateTime? RetryAt { get; init; }

    public short? FailureKind { get; init; }

    public string? FailureOperation { get; init; }

    public string? FailureCode { get; init; }

    public string? FailureMessage { get; init; }

    public required string Gaps { get; init; }

    public int? Added { get; init; }

    public int? Changed { get; init; }

    public int? Removed { get; init; }

    public required string[] OnlyKeys { get; init; }

    public static object Of(CollectorKey key, CollectionRun run) => new
    {
        id = key.Organization.Value,
        RunId = run.Id,
        key.AccountId,
        key.Source,
        region = key.Region ?? "",
        status = (short)run.Status,
        trigger = (short)run.Trigger,
        run.StartedAt,
        run.FinishedAt,
        run.Pages,
        run.Resources,
        run.Expected,
        run.Calls,
        run.Throttled,
        run.Attempt,
        run.RetryAt,
        kind = (short?)run.Failure?.Kind,
        run.Failure?.Operation,
        run.Failure?.Code,
        run.Failure?.Message,
        gaps = JsonSerializer.Serialize(run.Gaps),
        run.Change?.Added,
        run.Change?.Changed,
        run.Change?.Removed,
        only = run.Only.ToArray(),
    };

    public RunRecord ToRecord() => new(AccountId, Source, Region.Length == 0 ? null : Region, ToRun());

    public CollectionRun ToRun() => new()
    {
        Id = RunId,
        Status = (RunStatus)Status,
        Trigger = (RunTrigger)Trigger,
        StartedAt = StartedAt,
        FinishedAt = FinishedAt,
        Pages = Pages,
        Resources = Resources,
        Expected = Expected,
        Calls = Calls,
        Throttled = Throttled,
        Attempt = Attempt,
        RetryAt = RetryAt,
        Failure = FailureKind is { } kind ? new((FailureKind)kind, FailureOperation ?? "", FailureCode ?? "", FailureMessage ?? "") : null,
        Gaps = JsonSerializer.Deserialize<ImmutableArray<CoverageGap>>(Gaps),
        Change = Added is { } added ? new(added, Changed ?? 0, Removed ?? 0) : null,
        Only = [.. OnlyKeys],
    };
}
