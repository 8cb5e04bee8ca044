using System.Collections.Immutable;

namespace Raposa.Detection;

/// <summary>A match of a rule, reduced to what correlations need.</summary>
/// <param name="Time">When the event happened.</param>
/// <param name="RuleId">The rule that matched.</param>
/// <param name="EventId">What tells the event from every other.</param>
/// <param name="Values">The values of the fields that some correlation groups by, counts or sums; absent and null ones left out.</param>
public sealed record RuleHit(
    DateTimeOffset Time, string RuleId, string EventId, ImmutableDictionary<string, ImmutableArray<string>> Values);
