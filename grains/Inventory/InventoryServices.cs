using Microsoft.Extensions.DependencyInjection;
using Raposa.Collection;

namespace Raposa.Inventory;

/// <summary>What the grains of this noun need. Sources are whatever <see cref="SourceDefinition"/>s are registered.</summary>
public static class InventoryServices
{
    public static IServiceCollection AddInventory(this IServiceCollection services)
    {
        services.AddSingleton<DeclaredSources>();
        services.AddSingleton<SnapshotStore>();
        services.AddSingleton<RedactionKeyStore>();
        services.AddSingleton<RedactionKeys>();
        services.AddSingleton<SchemaStore>();
        services.AddSingleton<SchemaWatch>();
        services.AddSingleton<IPathReader, ColumnPathReader>();
        services.AddSingleton<ISnapshotWriter, SnapshotWriter>();
        return services;
    }
}
