using Microsoft.Extensions.DependencyInjection;
using Raposa.Collection;
using Raposa.Findings;
using Raposa.Inventory.Analysis;

namespace Raposa.Posture;

/// <summary>What the analysis and the reader of this noun need. The checks are checked here, so that a wrong one stops the start.</summary>
public static class PostureServices
{
    public static IServiceCollection AddPosture(this IServiceCollection services)
    {
        services.AddSingleton(CheckCatalog.Platform);
        services.AddSingleton<PostureStore>();
        services.AddSingleton<PostureReaderStore>();
        services.AddSingleton<IAnalysis, PostureAnalysis>();
        services.AddSingleton<IFindingOrigin, PostureOrigin>();
        services.AddSingleton<IPriorityFacts, PosturePriorityFacts>();
        services.AddSingleton<IRetention, PostureRetention>();
        return services;
    }
}
