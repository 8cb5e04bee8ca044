using System.Collections.Immutable;
using Orleans;

namespace Raposa.Posture;

/// <summary>A framework of requirements.</summary>
[GenerateSerializer, Immutable, Alias("raposa.framework-info")]
public sealed record FrameworkInfo(
    [property: Id(0)] string Id, [property: Id(1)] string Title, [property: Id(2)] string Version, [property: Id(3)] int Controls);

/// <summary>How the requirements of a framework stood at a time.</summary>
/// <param name="AsOf">The time of the analysis; null if there was none, and then all is unknown.</param>
/// <param name="Passed">How many requirements pass, of <paramref name="Controls"/>' number.</param>
[GenerateSerializer, Immutable, Alias("raposa.compliance-report")]
public sealed record ComplianceReport(
    [property: Id(0)] FrameworkInfo Framework,
    [property: Id(1)] DateTimeOffset? AsOf,
    [property: Id(2)] int Passed,
    [property: Id(3)] int Failed,
    [property: Id(4)] int Unknown,
    [property: Id(5)] ImmutableArray<ControlReport> Controls);

/// <summary>How a requirement stood.</summary>
[GenerateSerializer, Immutable, Alias("raposa.control-report")]
public sealed record ControlReport
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required string Title { get; init; }

    /// <summary>automated, manual or process: how it is found out.</summary>
    [Id(2)] public required string Assessment { get; init; }

    /// <summary>
    /// Fails with any verdict, is unknown with any that is or without a check that ran, and else passes. A requirement that a
    /// person or a process meets is unknown: what is collected is evidence for it at the most.
    /// </summary>
    [Id(3)] public required CheckStatus Status { get; init; }

    /// <summary>All verdicts of its checks.</summary>
    [Id(4)] public required CheckCounts Counts { get; init; }
    [Id(5)] public required ImmutableArray<CheckTally> Checks { get; init; }

    /// <summary>The accounts that its checks ran in, and those that should.</summary>
    [Id(6)] public required int AccountsEvaluated { get; init; }
    [Id(7)] public required int AccountsExpected { get; init; }

    /// <summary>Detection rules that watch what it asks to be watched.</summary>
    [Id(8)] public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>Why it is as it is, where the counts do not say so.</summary>
    [Id(9)] public string? Note { get; init; }
}

/// <summary>The verdicts of a check.</summary>
[GenerateSerializer, Immutable, Alias("raposa.check-tally")]
public sealed record CheckTally([property: Id(0)] string Check, [property: Id(1)] CheckCounts Counts);
