using System.Collections.Immutable;
using Orleans;
using Raposa.Incidents;

namespace Raposa.Posture;

/// <summary>Every check, and the analysis that the counts are of.</summary>
/// <param name="AsOf">The time of that analysis; null if there was none, and then nothing is known.</param>
[GenerateSerializer, Immutable, Alias("raposa.check-list")]
public sealed record CheckList([property: Id(0)] ImmutableArray<CheckInfo> Checks, [property: Id(1)] DateTimeOffset? AsOf);

/// <summary>A check as it is declared, with how many verdicts it has.</summary>
[GenerateSerializer, Immutable, Alias("raposa.check-info")]
public sealed record CheckInfo
{
    [Id(0)] public required string Id { get; init; }

    /// <summary>What should be so.</summary>
    [Id(1)] public required string Title { get; init; }
    [Id(2)] public required Severity Severity { get; init; }

    /// <summary>How it does harm if it is not so.</summary>
    [Id(3)] public required string Risk { get; init; }
    [Id(4)] public required string Remediation { get; init; }

    /// <summary>Who usually can mend it.</summary>
    [Id(5)] public required string Owner { get; init; }

    /// <summary>The source whose resources are judged.</summary>
    [Id(6)] public required string Source { get; init; }

    /// <summary>The places that are read, by source.</summary>
    [Id(7)] public required ImmutableArray<string> Reads { get; init; }

    /// <summary>What whoever collects these sources must be allowed.</summary>
    [Id(8)] public required ImmutableArray<string> Permissions { get; init; }
    [Id(9)] public required ImmutableArray<ControlName> Controls { get; init; }

    /// <summary>Null if no analysis has run it.</summary>
    [Id(10)] public CheckCounts? Counts { get; init; }
}

/// <summary>A requirement of a framework.</summary>
[GenerateSerializer, Immutable, Alias("raposa.control-name")]
public sealed record ControlName([property: Id(0)] string Framework, [property: Id(1)] string Control);

/// <summary>How many verdicts there are; all three are the denominator. All zero says that everything is known and there is nothing to judge.</summary>
[GenerateSerializer, Immutable, Alias("raposa.check-counts")]
public sealed record CheckCounts([property: Id(0)] int Passed, [property: Id(1)] int Failed, [property: Id(2)] int Unknown)
{
    public static CheckCounts None { get; } = new(0, 0, 0);

    public static CheckCounts operator +(CheckCounts left, CheckCounts right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Unknown + right.Unknown);
}
