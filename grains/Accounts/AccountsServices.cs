using Microsoft.Extensions.DependencyInjection;
using Raposa.Collection;

namespace Raposa.Accounts;

/// <summary>What the grains of this noun need.</summary>
public static class AccountsServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<AccountClaimStore>();
        services.AddSingleton<AccountReaderStore>();
        services.AddSingleton<IConnectionRecords, ConnectionStore>();
        services.AddSingleton<IConnectedAccounts, ConnectedAccounts>();
        services.AddSingleton<AccountParts>();
        return services;
    }
}
