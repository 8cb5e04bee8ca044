using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Raposa.Accounts;

namespace Raposa.Collection;

/// <summary>The AWS client and what it is made of. Besides it, <see cref="IAwsConnections"/> and <see cref="IWebIdentityTokenSource"/> are needed.</summary>
internal static class AwsServices
{
    public static IServiceCollection AddAws(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("Raposa:Aws").Get<AwsOptions>() ?? new());
        services.AddSingleton(_ => AwsModels.Embedded);
        services.AddSingleton(_ => new AwsEndpoints(name => configuration[name]));
        services.AddSingleton(provider => AwsSurroundings.On(provider.GetRequiredService<TimeProvider>(), NextDouble));
        services.AddSingleton(_ => new AwsHttpClient(AwsHttpClient.NewHttpClient()));
        services.AddSingleton<AwsCallerClient>();
        services.AddSingleton<StsSessions>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<WorkloadIdentityClient>(
            provider, (Func<string, string?>)(name => configuration[name])));
        services.AddSingleton<AwsSessions>();
        services.AddSingleton<IAwsClient, AwsClient>();
        services.AddSingleton<RoleProbe>();
        services.AddSingleton<IConnectionTester, AwsConnectionTester>();
        return services;
    }

    private static double NextDouble() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;
}
