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

    /// <summary>Every connection of the organization, given up ones too, in the order of their account ids.</summary>
    [Alias("get-connections")]
    Task<ImmutableArray<AccountConnection>> GetConnections();

    [Alias("get-account-connection")]
    Task<AccountConnection?> GetConnection(string accountId);
}
