using System.Collections.Immutable;
using Orleans;

namespace Raposa.Accounts;

/// <summary>Reads an organization's accounts from PostgreSQL. Keyed by organization; stateless.</summary>
[Alias("raposa.account-reader-grain")]
public interface IAccountReaderGrain : IGrainWithStringKey
{
    [Alias("get-accounts")]
    Task<ImmutableArray<ClaimedAccount>> GetAccounts();

    [Alias("get-account")]
    Task<ClaimedAccount?> GetAccount(string accountId);
}
