using System.Collections.Immutable;
using Raposa.Incidents;
using Raposa.Inventory.Analysis;

namespace Raposa.Findings;

/// <summary>Works out what to look at first, after everything else of the analysis was written.</summary>
internal sealed class PriorityAnalysis(PriorityStore store, IEnumerable<IPriorityFacts> sources) : IAnalysis
{
    public string Name => "priority";

    public int Order => 90;

    public async Task<ImmutableDictionary<string, long>> RunAsync(AnalysisRun run, CancellationToken cancellationToken)
    {
        var known = new List<ResourceFact>();
        foreach (var source in sources.Where(source => !run.Broken.Contains(source.Part)))
        {
            known.AddRange(await source.ReadAsync(run, cancellationToken));
        }

        var open = await store.GetOpenAsync(run.Organization, cancellationToken);
        var (priorities, unknown) = await Task.Run(
            () =>
            {
                var facts = new ResourceFacts(known);
                var all = open.Select(one => (one.Id, Priority: PriorityFormula.Of(
                    (Severity)one.Severity, one.Kind, one.Subject, facts.Of(one.AccountId, one.Subject)))).ToImmutableArray();
                return (all, all.LongCount(one => one.Priority.Unknowns > 0));
            },
            cancellationToken);
        await store.SaveAsync(run.Organization, priorities, run.AsOf, cancellationToken);
        return ImmutableDictionary<string, long>.Empty.Add("findings", priorities.Length).Add("with_unknown_factors", unknown);
    }
}
