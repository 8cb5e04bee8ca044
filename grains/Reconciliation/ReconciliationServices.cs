using Microsoft.Extensions.DependencyInjection;
using Raposa.Collection;
using Raposa.Findings;
using Raposa.Inventory.Analysis;

namespace Raposa.Reconciliation;

/// <summary>What the grains of this noun need.</summary>
public static class ReconciliationServices
{
    public static IServiceCollection AddReconciliation(this IServiceCollection services) => services
        .AddSingleton<ReconciliationStore>()
        .AddSingleton<ReconciliationReaderStore>()
        .AddSingleton<IReconciliationRecords>(provider => provider.GetRequiredService<ReconciliationStore>())
        .AddSingleton<OverdueWatch>()
        .AddSingleton<IReconciliationCalls, ReconciliationGrain.Calls>()
        .AddSingleton<IRetention, ReconciliationRetention>()
        .AddSingleton<IAnalysis, ReconciliationAnalysis>()
        .AddSingleton<IFindingOrigin, VerdictOrigin>()
        .AddSingleton<IPriorityFacts, SensorFactsOfVerdicts>();
}
