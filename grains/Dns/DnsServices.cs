using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Raposa.Collection;
using Raposa.Inventory.Analysis;
using Raposa.Network.Estate;

namespace Raposa.Dns;

/// <summary>What the grains of this noun need, and its part of the analysis.</summary>
public static class DnsServices
{
    public static IServiceCollection AddDns(this IServiceCollection services)
    {
        services.TryAddSingleton<NetworkEstateReader>();
        return services
            .AddSingleton<DnsStore>()
            .AddSingleton<DnsReaderStore>()
            .AddSingleton<IAnalysis, DnsAnalysis>()
            .AddSingleton<IRetention, DnsRetention>();
    }
}
