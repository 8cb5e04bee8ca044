using Orleans;

namespace Raposa.Chat;

/// <summary>One try of one model for one answer, as it is kept.</summary>
[GenerateSerializer, Immutable, Alias("raposa.model-attempt")]
public sealed record ModelAttempt
{
    /// <summary><c>bedrock</c>, <c>groq</c>, <c>gemini</c>, <c>openrouter</c> or <c>embedded</c>.</summary>
    [Id(0)] public required string Provider { get; init; }
    [Id(1)] public required string Model { get; init; }
    [Id(2)] public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null where it answered to the end.</summary>
    [Id(3)] public ModelFailureKind? Failure { get; init; }

    /// <summary>Why, in the provider's own words, cut to 500 letters and without keys.</summary>
    [Id(4)] public string? Message { get; init; }

    /// <summary>Null where no answer came, and where there is no wire.</summary>
    [Id(5)] public int? HttpStatus { get; init; }

    /// <summary>Milliseconds to the first word; null if there was none.</summary>
    [Id(6)] public double? FirstTokenMs { get; init; }
    [Id(7)] public required double DurationMs { get; init; }

    /// <summary>As the provider counted them; 0 where it said nothing.</summary>
    [Id(8)] public int InputTokens { get; init; }
    [Id(9)] public int OutputTokens { get; init; }

    /// <summary>In US dollars: what the provider says, else by the configured prices.</summary>
    [Id(10)] public decimal CostUsd { get; init; }

    /// <summary>Whether somebody had read a part of it before it failed.</summary>
    [Id(11)] public bool HadBegun { get; init; }
}
