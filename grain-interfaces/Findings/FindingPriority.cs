using System.Collections.Immutable;
using Orleans;

namespace Raposa.Findings;

/// <summary>
/// What to look at first: severity × exposure × missing sensor × role, as a share of the worst there can be. <c>docs/findings.md</c> has
/// the weights.
/// </summary>
[GenerateSerializer, Immutable, Alias("raposa.finding-priority")]
public sealed record FindingPriority
{
    /// <summary>Of what was never worked out: as the worst, and nothing known.</summary>
    public static readonly FindingPriority Unknown = new() { Score = 100, Unknowns = 3 };

    /// <summary>1 to 100.</summary>
    [Id(0)] public required int Score { get; init; }

    /// <summary>How many of the factors are unknown. They weigh like the worst: what is not known never lowers the score.</summary>
    [Id(1)] public required int Unknowns { get; init; }
    [Id(2)] public ImmutableArray<PriorityFactor> Factors { get; init; } = [];

    /// <summary>The analysis's time; null before the first one after it was found.</summary>
    [Id(3)] public DateTimeOffset? AsOf { get; init; }
}

/// <summary>A factor, and why it is what it is.</summary>
/// <param name="Name">severity, exposure, sensor or role.</param>
/// <param name="Level">Such as internet, missing, production; unknown, or not_applicable where the thing cannot have it.</param>
/// <param name="Weight">What the score is multiplied by.</param>
/// <param name="Why">One sentence.</param>
[GenerateSerializer, Immutable, Alias("raposa.priority-factor")]
public sealed record PriorityFactor(
    [property: Id(0)] string Name, [property: Id(1)] string Level, [property: Id(2)] decimal Weight, [property: Id(3)] string Why);
