using System.Collections.Immutable;

namespace Raposa.Detection;

/// <summary>What a correlation asks of the events that its rules match.</summary>
public enum CorrelationType
{
    /// <summary>How many events.</summary>
    EventCount,

    /// <summary>How many different values of a field.</summary>
    ValueCount,

    /// <summary>The sum of a number over the events.</summary>
    ValueSum,

    /// <summary>The mean of a number over the events.</summary>
    ValueAverage,

    /// <summary>Events of all rules, in any order.</summary>
    Temporal,

    /// <summary>Events of all rules, in the order in which the rules are listed.</summary>
    TemporalOrdered,
}

/// <summary>
/// A rule over the matches of other rules: within a time span, separately for each value of the group-by fields.
/// Decided by <see cref="CorrelationEvaluator"/>.
/// </summary>
/// <remarks>https://github.com/SigmaHQ/sigma-specification, Sigma Correlation Rules Specification 2.1.0.</remarks>
public sealed record SigmaCorrelation : SigmaDefinition
{
    public required CorrelationType Type { get; init; }

    /// <summary>The rules and correlations it refers to, by id, name or title, in the order written.</summary>
    public required ImmutableArray<string> Rules { get; init; }

    /// <summary>Fields, or aliases, whose values separate one group from another. Empty: all events are one group.</summary>
    public required ImmutableArray<string> GroupBy { get; init; }

    /// <summary>For each alias, the field that it means in the events of each rule.</summary>
    public required ImmutableDictionary<string, ImmutableDictionary<string, string>> Aliases { get; init; }

    /// <summary>From the first event to the last, both included.</summary>
    public required TimeSpan Timespan { get; init; }

    public required CorrelationCondition Condition { get; init; }

    /// <summary>The rules it refers to report their own matches as well.</summary>
    public bool Generate { get; init; }
}

/// <summary>The numbers that satisfy a correlation: all given bounds hold at once.</summary>
/// <param name="Bounds">An operator and what it compares with.</param>
/// <param name="Fields">The field whose values are counted, summed or averaged; for a count, more than one are taken together.</param>
public sealed record CorrelationCondition(ImmutableArray<CorrelationBound> Bounds, ImmutableArray<string> Fields)
{
    /// <summary>More events can only make it true, so it can be decided as soon as they come.</summary>
    public bool OnlyGrows => Bounds.All(bound => bound.Operator is BoundOperator.GreaterOrEqual or BoundOperator.Greater);

    public bool Holds(double number) => Bounds.All(bound => bound.Holds(number));
}

/// <summary>One bound of a correlation's condition.</summary>
public readonly record struct CorrelationBound(BoundOperator Operator, double Limit)
{
    public bool Holds(double number) => Operator switch
    {
        BoundOperator.Greater => number > Limit,
        BoundOperator.GreaterOrEqual => number >= Limit,
        BoundOperator.Less => number < Limit,
        BoundOperator.LessOrEqual => number <= Limit,
        BoundOperator.NotEqual => !number.Equals(Limit),
        _ => number.Equals(Limit),
    };
}

/// <summary>Sigma's <c>gt</c>, <c>gte</c>, <c>lt</c>, <c>lte</c>, <c>eq</c> and <c>neq</c>.</summary>
public enum BoundOperator
{
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
}
