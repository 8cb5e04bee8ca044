using System.Collections.Immutable;

namespace Raposa.Posture;

/// <summary>Makes a report of a framework from how many verdicts each check has in each account.</summary>
internal static class Compliance
{
    /// <param name="tallies">Of the analysis that the report is of.</param>
    /// <param name="asOf">Its time; null if there was none.</param>
    public static ComplianceReport Of(Framework framework, CheckCatalog catalog, IReadOnlyCollection<TallyRow> tallies, DateTimeOffset? asOf)
    {
        var accounts = tallies.Select(tally => tally.AccountId).Distinct().Count();
        var byCheck = tallies.ToLookup(tally => tally.CheckId);
        var controls = framework.Controls.Select(control => ReportOf(framework, control, catalog, byCheck, accounts)).ToImmutableArray();
        return new(
            new(framework.Id, framework.Title, framework.Version, framework.Controls.Length), asOf,
            controls.Count(control => control.Status == CheckStatus.Pass), controls.Count(control => control.Status == CheckStatus.Fail),
            controls.Count(control => control.Status == CheckStatus.Unknown), controls);
    }

    private static ControlReport ReportOf(
        Framework framework, Control control, CheckCatalog catalog, ILookup<string, TallyRow> byCheck, int accounts)
    {
        var evidence = ControlEvidence.Of(framework, control, catalog);
        var checks = evidence.Checks
            .Select(check => new CheckTally(check.Id, byCheck[check.Id].Aggregate(CheckCounts.None, (sum, tally) => sum + new CheckCounts(tally.Passed, tally.Failed, tally.Unknown))))
            .ToImmutableArray();
        var counts = checks.Aggregate(CheckCounts.None, (sum, check) => sum + check.Counts);
        var evaluated = checks.IsEmpty ? 0 : checks.Min(check => byCheck[check.Check].Select(tally => tally.AccountId).Distinct().Count());
        return new()
        {
            Id = control.Id,
            Title = control.Title,
            Assessment = evidence.Assessment,
            Status = counts.Failed > 0 ? CheckStatus.Fail
                : counts.Unknown > 0 || !evidence.IsDecided || accounts == 0 || evaluated < accounts ? CheckStatus.Unknown
                : CheckStatus.Pass,
            Counts = counts,
            Checks = checks,
            AccountsEvaluated = evaluated,
            AccountsExpected = accounts,
            Rules = evidence.Rules,
            Note = NoteOf(control, evidence, counts, accounts),
        };
    }

    private static string? NoteOf(Control control, ControlEvidence evidence, CheckCounts counts, int accounts) =>
        accounts == 0 ? "Nothing was analyzed by then."
        : !evidence.IsDecided && control.Assessment == Assessment.Process ? "How the organization handles incidents meets it: see its incidents and their audit trail."
        : !evidence.IsDecided ? "A person has to assess it."
        : counts == CheckCounts.None ? "All is known, and there is nothing that it asks about."
        : null;
}
