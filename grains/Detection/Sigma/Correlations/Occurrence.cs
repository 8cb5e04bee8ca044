using System.Collections.Immutable;

namespace Raposa.Detection;

/// <summary>Something a correlation counts: a rule's hit, or the match of a nested correlation.</summary>
/// <param name="Time">When it happened; for a nested match, when its condition held.</param>
/// <param name="Part">The place of what it matched among the correlation's parts.</param>
/// <param name="Key">What tells it from others: one event that matches two rules is still one event.</param>
/// <param name="Values">Combinations of the counted fields' values.</param>
/// <param name="Hits">The events behind it.</param>
internal sealed record Occurrence(
    DateTimeOffset Time, int Part, string Key, IReadOnlyList<ImmutableArray<string>> Values, ImmutableArray<RuleHit> Hits);
