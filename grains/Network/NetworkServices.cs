using Microsoft.Extensions.DependencyInjection;
using Raposa.Findings;
using Raposa.Inventory.Analysis;
using Raposa.Network.Estate;

namespace Raposa.Network;

/// <summary>What the grains of this noun need, and its part of the analysis.</summary>
public static class NetworkServices
{
    public static IServiceCollection AddNetwork(this IServiceCollection services) => services
        .AddSingleton<NetworkEstateReader>()
        .AddSingleton<NetworkStore>()
        .AddSingleton<IAnalysis, NetworkAnalysis>()
        .AddSingleton<IFindingOrigin, NetworkOrigin>()
        .AddSingleton<IPriorityFacts, ExposureFacts>();
}
