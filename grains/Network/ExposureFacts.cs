using System.Collections.Immutable;
using Raposa.Findings;
using Raposa.Inventory.Analysis;

namespace Raposa.Network;

/// <summary>Whom the internet reaches, by the newest table of what reaches what.</summary>
internal sealed class ExposureFacts(NetworkStore store) : IPriorityFacts
{
    public string Part => "network";

    public async Task<ImmutableArray<ResourceFact>> ReadAsync(AnalysisRun run, CancellationToken cancellationToken) =>
        [.. (await store.GetExposureAsync(run.Organization, run.Id, cancellationToken)).Select(FactOf)];

    private static ResourceFact FactOf(OwnerExposure owner)
    {
        var (level, why) = owner switch
        {
            { ByAnybody: true } => (PriorityFormula.Internet, "Anybody on the internet reaches it."),
            { Perhaps: true } => (PriorityFormula.Unknown, "Whether the internet reaches it hangs on what was not collected."),
            { BySome: true } => (PriorityFormula.SomeAddresses, "The internet reaches it from addresses that a rule means."),
            _ => (PriorityFormula.NotExposed, "The internet does not reach it."),
        };
        return new(owner.AccountId, owner.Name, PriorityFormula.Exposure, level, why);
    }
}
