using Microsoft.Extensions.DependencyInjection;

namespace Raposa.Collection;

/// <summary>What the grains of this noun need.</summary>
public static class CollectionServices
{
    public static IServiceCollection AddCollection(this IServiceCollection services)
    {
        services.AddSingleton<CollectionStore>();
        services.AddSingleton<ICollectionRecords>(provider => provider.GetRequiredService<CollectionStore>());
        services.AddSingleton<CollectionReaderStore>();
        return services;
    }
}
