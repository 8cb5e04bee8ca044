using Microsoft.Extensions.DependencyInjection;
using Raposa.Chat;
using Raposa.Findings;
using Raposa.Inventory.Analysis;

namespace Raposa.Cost;

/// <summary>What the grains of this noun need.</summary>
public static class CostServices
{
    public static IServiceCollection AddCost(this IServiceCollection services) => services
        .AddSingleton<CostStore>()
        .AddSingleton<CostReaderStore>()
        .AddSingleton<IEvidenceSource, CostEvidence>()
        .AddSingleton<IFindingOrigin, CostOrigin>()
        .AddSingleton<IAnalysis, CostAnalysis>();
}
