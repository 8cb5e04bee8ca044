using System.Collections.Immutable;
using Raposa.Findings;
using Raposa.Inventory.Analysis;

namespace Raposa.Reconciliation;

/// <summary>Which machines have a working sensor, by the verdicts that stand.</summary>
internal sealed class SensorFactsOfVerdicts(ReconciliationReaderStore verdicts) : IPriorityFacts
{
    public string Part => "reconciliation";

    public async Task<ImmutableArray<ResourceFact>> ReadAsync(AnalysisRun run, CancellationToken cancellationToken) =>
    [
        .. (await verdicts.GetStandingAsync(run.Organization, cancellationToken)).Select(one => new ResourceFact(
            one.AccountId, one.InstanceId, PriorityFormula.Sensor, LevelOf(one.Class), $"It counts as {one.Class}: {one.Reason}.")),
    ];

    private static string LevelOf(string of) => VerdictCodes.ClassOf(of) switch
    {
        CoverageClass.Matched => PriorityFormula.Working,
        CoverageClass.Unprotected => PriorityFormula.Missing,
        CoverageClass.OutOfScope => PriorityFormula.NotApplicable,
        _ => PriorityFormula.Unknown,
    };
}
