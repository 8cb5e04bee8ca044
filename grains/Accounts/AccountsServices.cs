using Microsoft.Extensions.DependencyInjection;

namespace Raposa.Accounts;

/// <summary>What the grains of this noun need.</summary>
public static class AccountsServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) =>
        services.AddSingleton<AccountClaimStore>().AddSingleton<AccountReaderStore>();
}
