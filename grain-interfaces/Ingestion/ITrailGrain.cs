using System.Collections.Immutable;
using Orleans;
using Raposa.Collection;

namespace Raposa.Ingestion;

/// <summary>
/// Reads what CloudTrail delivers of one account and region, by our own role: verifies digests as they come, hashes every
/// log file that they name, hands the records to ingestion and certifies the hours. Where no trail's bucket can be read it
/// looks events up instead, which proves nothing. Keyed by <see cref="TrailKey"/>, so that one is never read twice at once.
/// It has no cadence of its own: the source <c>aws_cloudtrail_log</c> calls it, step by step.
/// </summary>
[Alias("raposa.trail-grain")]
public interface ITrailGrain : IGrainWithStringKey
{
    /// <summary>
    /// One step, of bounded work; call again while there is more. Safe to repeat: what a step that died had done is found
    /// and done again to the same end.
    /// </summary>
    [ResponseTimeout("00:05:00"), Alias("advance")]
    Task<TrailStep> Advance();
}

/// <summary>What a step did.</summary>
[GenerateSerializer, Immutable, Alias("raposa.trail-step")]
public sealed record TrailStep
{
    /// <summary>Whether there was more to do than one step does.</summary>
    [Id(0)] public required bool HasMore { get; init; }

    /// <summary>Digests that were verified in this step.</summary>
    [Id(1)] public int Digests { get; init; }

    /// <summary>Log files that were read in this step.</summary>
    [Id(2)] public int LogFiles { get; init; }

    /// <summary>Records that were handed to ingestion in this step.</summary>
    [Id(3)] public int Records { get; init; }

    /// <summary>The places where trails deliver of this account and region, as they stand after the step.</summary>
    [Id(4)] public ImmutableArray<TrailStanding> Places { get; init; } = [];

    /// <summary>Why nothing could be read at all; null if something could.</summary>
    [Id(5)] public RunFailure? Failure { get; init; }

    /// <summary>How long AWS asks to wait after the failure.</summary>
    [Id(6)] public TimeSpan? RetryAfter { get; init; }
}

/// <summary>A place to which trails deliver, and how far it is verified.</summary>
[GenerateSerializer, Immutable, Alias("raposa.trail-standing")]
public sealed record TrailStanding
{
    [Id(0)] public required string Bucket { get; init; }

    /// <summary>What the keys of the account's objects begin with there.</summary>
    [Id(1)] public required string Root { get; init; }

    /// <summary>The names of the trails that deliver there.</summary>
    [Id(2)] public required ImmutableArray<string> Trails { get; init; }

    /// <summary>The end of the newest digest; null before there is one.</summary>
    [Id(3)] public DateTimeOffset? VerifiedTo { get; init; }

    /// <summary>Whether events are looked up instead, because the bucket cannot be read.</summary>
    [Id(4)] public bool IsLookedUp { get; init; }

    /// <summary>Why the bucket cannot be read.</summary>
    [Id(5)] public RunFailure? Failure { get; init; }
}
