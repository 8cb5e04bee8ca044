using System.Collections.Immutable;

namespace Raposa.Incidents;

/// <summary>What an incident says about itself, from its evidence alone.</summary>
/// <param name="Title">The strongest rule's, and who.</param>
/// <param name="SeverityReason">Why it is as severe as it is.</param>
internal sealed record IncidentDigest(string Title, Severity Severity, string SeverityReason, ImmutableArray<string> Techniques)
{
    /// <remarks>
    /// The severity is the highest of the evidence. One kind of step up: where as many different rules of medium level as
    /// <see cref="TriageOptions.RaisingTechniques"/> match, covering as many techniques, it is high. Each alone may have an
    /// innocent reading; somebody who looks around, makes a key and changes a policy within hours seldom has.
    /// </remarks>
    /// <param name="actor">As people know them.</param>
    /// <param name="evidence">One entry for each rule; at least one.</param>
    /// <param name="options">How many techniques raise.</param>
    public static IncidentDigest Of(string actor, IReadOnlyCollection<RuleEvidence> evidence, TriageOptions options)
    {
        // The first of the strongest: what came later may be its consequence.
        var strongest = evidence
            .OrderByDescending(rule => rule.Severity).ThenBy(rule => rule.FirstAt).ThenBy(rule => rule.RuleId, StringComparer.Ordinal)
            .First();
        var (severity, reason) = SeverityOf(strongest, evidence, options);
        return new(
            $"{strongest.Title}: {actor}",
            severity,
            reason,
            [.. evidence.SelectMany(rule => rule.Techniques).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    private static (Severity Severity, string Reason) SeverityOf(
        RuleEvidence strongest, IReadOnlyCollection<RuleEvidence> evidence, TriageOptions options)
    {
        if (strongest.Severity == Severity.Medium)
        {
            var medium = evidence.Where(rule => rule.Severity == Severity.Medium && !rule.Techniques.IsEmpty).ToList();
            var techniques = medium.SelectMany(rule => rule.Techniques).Distinct(StringComparer.Ordinal).Count();
            if (medium.Count >= options.RaisingTechniques && techniques >= options.RaisingTechniques)
            {
                return (Severity.High, $"raised: {medium.Count} medium rules with {techniques} techniques");
            }
        }

        return (strongest.Severity, $"as severe as '{strongest.Title}'");
    }
}

/// <summary>All hits of one rule in an incident.</summary>
internal sealed record RuleEvidence(
    string RuleId, string Title, Severity Severity, ImmutableArray<string> Techniques, DateTimeOffset FirstAt);
