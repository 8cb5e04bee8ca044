using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Raposa.Ingestion;

namespace Raposa.Collection.Sources;

/// <summary>
/// The platform's sources and what reads them. Besides, <see cref="IAwsClient"/>, <see cref="IAwsConnections"/> and
/// <see cref="IProviderConnections"/> are needed.
/// </summary>
internal static class SourcesServices
{
    public static IServiceCollection AddSources(this IServiceCollection services)
    {
        services.AddSingleton(SourceCatalog.Platform);
        services.AddSingleton<ISourceList>(SourceCatalog.Platform);
        foreach (var source in SourceCatalog.Platform.All)
        {
            services.AddSingleton(source);
        }

        services.AddSingleton(provider => new VendorHttpClient(
            VendorHttpClient.NewHttpClient(), provider.GetRequiredService<TimeProvider>(), NextDouble));
        services.AddSingleton<FalconClient>();
        services.AddSingleton<CloudflareClient>();
        services.AddSingleton<ConfiguredOkta>();
        services.AddSingleton<IWebIdentityTokenSource, OktaTokenClient>();
        services.AddSingleton<AwsSourceReader>();
        services.AddSingleton<FalconSourceReader>();
        services.AddSingleton<CloudflareSourceReader>();
        services.AddSingleton(provider => new SourceReaders(
        [
            KeyValuePair.Create<Provider, ISourceReader>(Provider.Aws, provider.GetRequiredService<AwsSourceReader>()),
            KeyValuePair.Create<Provider, ISourceReader>(Provider.CrowdStrike, provider.GetRequiredService<FalconSourceReader>()),
            KeyValuePair.Create<Provider, ISourceReader>(Provider.Cloudflare, provider.GetRequiredService<CloudflareSourceReader>()),
        ]));

        // Trails are read by grains of their own, which ingestion has: their source only drives those.
        services.AddSingleton<ISourceReader>(provider =>
            new TrailSourceReader(provider.GetRequiredService<SourceReaders>(), provider.GetRequiredService<ITrailSteps>()));
        return services;
    }

    private static double NextDouble() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;
}
