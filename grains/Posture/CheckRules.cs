using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Raposa.Collection.Sources;

namespace Raposa.Posture;

/// <summary>What a declaration of a check must keep to.</summary>
internal static partial class CheckRules
{
    /// <returns>What is wrong, a line each; empty if nothing is.</returns>
    public static ImmutableArray<string> FaultsOf(IReadOnlyCollection<Check> checks, SourceCatalog sources) =>
    [
        .. checks.SelectMany(check => FaultsOf(check, sources).Select(fault => $"{check.Id}: {fault}")),
        .. checks.GroupBy(check => check.Id).Where(group => group.Count() > 1).Select(group => $"{group.Key}: there are {group.Count()} of this id"),
        .. checks.GroupBy(check => check.Title).Where(group => group.Count() > 1)
            .Select(group => $"{string.Join(", ", group.Select(check => check.Id))}: the same title"),
    ];

    private static IEnumerable<string> FaultsOf(Check check, SourceCatalog sources)
    {
        if (!Id().IsMatch(check.Id))
        {
            yield return "an id is a service, a dot and words joined by underscores, all in small letters";
        }

        foreach (var (name, text) in new[]
        {
            ("title", check.Title), ("risk", check.Risk), ("remediation", check.Remediation), ("owner", check.Owner),
        })
        {
            if (string.IsNullOrWhiteSpace(text) || !text.EndsWith('.'))
            {
                yield return $"its {name} is not a sentence";
            }
        }

        if (!Enum.IsDefined(check.Severity))
        {
            yield return "it has no severity";
        }

        foreach (var source in check.Sources.Where(source => sources.Find(source) is null))
        {
            yield return $"there is no source '{source}'";
        }

        if (check.Reads.IsEmpty)
        {
            yield return "it says nothing of what it reads";
        }

        if (check.Controls.IsEmpty)
        {
            yield return "it is evidence for no control";
        }

        foreach (var control in check.Controls.Where(control => Frameworks.Find(control) is null))
        {
            yield return $"there is no control {control.Framework} {control.Control}";
        }

        foreach (var twice in check.Controls.GroupBy(control => control).Where(group => group.Count() > 1))
        {
            yield return $"it names {twice.Key.Framework} {twice.Key.Control} twice";
        }
    }

    [GeneratedRegex("^[a-z0-9]+\\.[a-z0-9]+(_[a-z0-9]+)*$")]
    private static partial Regex Id();
}
