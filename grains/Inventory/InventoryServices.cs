using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Raposa.Collection;
using Raposa.Findings;
using Raposa.Inventory.Analysis;

namespace Raposa.Inventory;

/// <summary>What the grains of this noun need, and what collection needs of it.</summary>
public static class InventoryServices
{
    public static IServiceCollection AddInventory(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("Raposa").Get<InventoryOptions>() ?? new());
        services.AddSingleton<DeclaredSources>();
        services.AddSingleton<SnapshotReaderStore>();
        services.AddSingleton<ResourceReaderStore>();
        services.AddSingleton<HistoryReaderStore>();
        services.AddSingleton<SchemaReaderStore>();
        services.AddSingleton<RetentionStore>();
        services.AddSingleton<SnapshotRetention>();
        services.AddSingleton<IRetention>(provider => provider.GetRequiredService<SnapshotRetention>());
        services.AddSingleton<SnapshotStore>();
        services.AddSingleton<RedactionKeyStore>();
        services.AddSingleton<RedactionKeys>();
        services.AddSingleton<SchemaStore>();
        services.AddSingleton<SchemaWatch>();
        services.AddSingleton<IPathReader, ColumnPathReader>();
        services.AddSingleton<ISnapshotWriter, SnapshotWriter>();
        services.AddSingleton<AnalysisStore>();
        services.AddSingleton<IEstateReader, EstateReaderStore>();
        services.AddSingleton<IRetention, AnalysisRetention>();
        services.AddSingleton<TagReaderStore>();
        services.AddSingleton<IPriorityFacts, EnvironmentFacts>();
        return services;
    }
}
