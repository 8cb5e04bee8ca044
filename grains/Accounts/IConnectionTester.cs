using System.Collections.Immutable;
using Raposa.Collection;

namespace Raposa.Accounts;

/// <summary>Tries connections of one provider. Nothing escapes but cancellation: that it does not work is an answer.</summary>
internal interface IConnectionTester
{
    Provider Provider { get; }

    /// <param name="secret">Opened; null where the provider has none.</param>
    Task<ConnectionTest> TryAsync(AccountKey account, AccountConnection connection, string? secret, CancellationToken cancellationToken);

    /// <summary>The regions that are switched on in the account; empty for a provider without regions.</summary>
    /// <exception cref="SourceReadException">They could not be read.</exception>
    Task<ImmutableArray<string>> GetRegionsAsync(AccountKey account, CancellationToken cancellationToken);
}
