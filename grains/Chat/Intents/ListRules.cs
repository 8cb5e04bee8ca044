using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Raposa.Chat.Lists;

namespace Raposa.Chat;

/// <summary>Reads which list of the closed catalogue a question is after, and what it narrows it down to. No model has a part in it.</summary>
internal static partial class ListRules
{
    /// <summary>The list that needs most of what the question says; none where no list is what it is after.</summary>
    public static ImmutableArray<IntentList> Of(string question, Intent intent)
    {
        var rule = ListCatalogue.All
            .Where(one => one.Needs.All(need => need.IsMatch(question)) && one.Except?.IsMatch(question) != true)
            .MaxBy(one => one.Needs.Length);
        return rule is null ? [] : [new(rule.View, [.. rule.Always, .. FiltersOf(rule, question, intent)])];
    }

    private static IEnumerable<IntentListFilter> FiltersOf(ListRule rule, string question, Intent intent)
    {
        if (rule.HasAccount && intent.Entities.Where(entity => entity.Kind == EntityKind.Account).Select(entity => entity.Text).Distinct().ToList() is [var account])
        {
            yield return new("account_id", account);
        }

        if (rule.HasRegion && Region().Matches(question).Select(match => match.Value).Distinct().ToList() is [var region])
        {
            yield return new("region", region);
        }
    }

    [GeneratedRegex(@"\b(us|eu|ap|sa|ca|me|af|il|mx)(-gov)?-(north|south|east|west|central|northeast|southeast|northwest|southwest)-\d\b")]
    private static partial Regex Region();
}
