using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Raposa.Chat;

/// <summary>What a number before a word may count: the evidence, as far as the sentence narrows it down.</summary>
internal static partial class EvidenceCounts
{
    /// <param name="evidence">All of it.</param>
    /// <param name="after">What follows the number, which says what is counted.</param>
    /// <param name="entities">What the sentence names: a severity, an account and a region narrow it down.</param>
    public static ISet<int> Of(ImmutableArray<Evidence> evidence, string after, ImmutableArray<FoundEntity> entities)
    {
        var noun = Noun().Match(after) is { Success: true } match ? EnglishStemmer.Stem(match.Value.ToLowerInvariant()) : "";
        var narrowed = evidence.Where(one => Fits(one, entities)).ToList();
        HashSet<int> counts = noun switch
        {
            "account" => [narrowed.Select(one => one.AccountId).OfType<string>().Distinct().Count()],
            "region" => [narrowed.Select(one => one.Region).OfType<string>().Distinct().Count()],
            _ => [narrowed.Count, .. narrowed.GroupBy(one => one.Kind).Select(group => group.Count())],
        };
        if (noun.Length > 3)
        {
            counts.Add(narrowed.Count(one => Words.StemsIn($"{one.Title} {one.Text}").Contains(noun)));
        }

        counts.UnionWith(narrowed.Select(one => one.Total).OfType<int>());
        return counts;
    }

    private static bool Fits(Evidence one, ImmutableArray<FoundEntity> entities) =>
        Fits(one.Severity, entities, EntityKind.Severity) && Fits(one.AccountId, entities, EntityKind.Account)
        && (one.Region is null || !entities.Any(entity => Region().IsMatch(entity.Text)) || entities.Any(entity => entity.Text == one.Region));

    private static bool Fits(string? value, ImmutableArray<FoundEntity> entities, EntityKind kind) =>
        !entities.Any(entity => entity.Kind == kind)
        || entities.Any(entity => entity.Kind == kind && entity.Text.Equals(value, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"(?<=^\s*((open|new|such|of|these|those|them|critical|high|medium|low|affected|different|more|other|public) )*)[a-zA-Z]+")]
    private static partial Regex Noun();

    [GeneratedRegex(@"^[a-z]{2}(-gov)?-[a-z]+-\d$")]
    private static partial Regex Region();
}
