using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Raposa.Accounts.Onboarding;
using Raposa.Collection;

namespace Raposa.Accounts;

/// <summary>What the grains of this noun need.</summary>
public static class AccountsServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<AccountClaimStore>();
        services.AddSingleton<AccountReaderStore>();
        services.AddSingleton<IConnectionRecords, ConnectionStore>();
        services.AddSingleton<IConnectedAccounts, ConnectedAccounts>();
        services.AddSingleton<IAwsConnections, AwsConnections>();
        services.AddSingleton<IProviderConnections, ProviderConnections>();
        services.AddSingleton<IdentityProviderStore>();
        services.AddSingleton<IOktaConnections, IdentityConnections>();
        services.AddSingleton<ITokenTester, OktaTokenTester>();
        services.AddSingleton<IConnectionTester, FalconConnectionTester>();
        services.AddSingleton<IConnectionTester, CloudflareConnectionTester>();
        services.AddSingleton<IAwsRole>(provider => new AwsRole(
            provider.GetRequiredService<ISourceList>(),
            provider.GetRequiredService<AwsOptions>().RoleArn ?? configuration["AWS_ROLE_ARN"]));
        services.AddSingleton<AccountParts>();
        return services;
    }
}
