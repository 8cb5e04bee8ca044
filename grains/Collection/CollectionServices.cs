using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Raposa.Collection.Scheduling;
using Raposa.Collection.Sources;
using Raposa.Findings;

namespace Raposa.Collection;

/// <summary>What the grains of this noun need.</summary>
public static class CollectionServices
{
    public static IServiceCollection AddCollection(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAws(configuration);
        services.AddSources();
        services.AddSingleton<CollectionStore>();
        services.AddSingleton<ICollectionRecords>(provider => provider.GetRequiredService<CollectionStore>());
        services.AddSingleton<CollectionReaderStore>();
        services.AddSingleton<IFindingOrigin, SilenceOrigin>();
        services.AddSingleton<IRetention, RunRetention>();
        return services;
    }
}
