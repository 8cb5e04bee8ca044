using System.Collections.Immutable;
using System.Globalization;
using Raposa.Reconciliation;

namespace Raposa.Chat;

/// <summary>Writes what the newest reconciliation came to as one passage: each figure with what it is of.</summary>
internal static class CoverageText
{
    public static Passage Of(CoverageReport report)
    {
        var run = report.Run;
        return new()
        {
            Id = "reconciliation:newest",
            Kind = EvidenceKind.Reconciliation,
            SourceId = run.RunId.ToString("D"),
            Title = string.Create(CultureInfo.InvariantCulture, $"Sensor coverage: {run.Matched} of {run.Live} live instances have a working Falcon sensor{Percent(run.Percent)}"),
            Body = string.Join('\n', Lines(run, report.Shares)),
            Severity = 1,
            Subject = "sensor coverage",
            Scopes = [IntentScope.Endpoint, IntentScope.Posture],
            FirstSeenAt = run.AsOf,
            SeenAt = run.AsOf,
        };
    }

    private static IEnumerable<string> Lines(ReconciliationSummary run, ImmutableArray<CoverageShare> shares)
    {
        yield return string.Create(CultureInfo.InvariantCulture,
            $"Reconciliation of {run.AsOf:O}. Live instances: {run.Live}; matched {run.Matched} of {run.Live}, unprotected {run.Unprotected} of {run.Live}, unknown {run.Unknown} of {run.Live}. Stopped or terminated: {run.Idle}.");
        yield return string.Create(CultureInfo.InvariantCulture,
            $"Records of sensors: {run.Records}; matched {run.RecordsMatched} of {run.Records}, in reduced functionality or silent {run.RecordsUnprotected} of {run.Records}, stale {run.RecordsStale} of {run.Records}, out of scope {run.RecordsOutOfScope} of {run.Records}, unknown {run.RecordsUnknown} of {run.Records}.");
        foreach (var share in shares)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Account {share.Value}: matched {share.Matched} of {share.Live}{Percent(share.Percent)}, unprotected {share.Unprotected}, unknown {share.Unknown}.");
        }

        var incomplete = run.Chains.Where(chain => !chain.IsComplete).ToList();
        yield return string.Create(CultureInfo.InvariantCulture,
            $"It stands on {run.Chains.Count(chain => chain.SnapshotId is not null)} snapshots of {run.Chains.Length} collections, {incomplete.Count} of which are not complete.");
        foreach (var chain in incomplete.Take(20))
        {
            yield return $"Not complete: {chain.Source} of {chain.AccountId}{(chain.Region is null ? "" : $" in {chain.Region}")}, {(chain.SealedAt is { } at ? $"last whole {at:O}" : "never whole")}.";
        }
    }

    private static string Percent(decimal? percent) => percent is null ? "" : string.Create(CultureInfo.InvariantCulture, $" ({percent}%)");
}
