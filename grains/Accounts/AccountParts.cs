using System.Text;
using Raposa.Collection;
using Raposa.Findings;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <summary>What the grains of accounts of every provider work with.</summary>
internal sealed record AccountParts(
    IConnectionRecords Connections,
    ICollectionRecords Records,
    ISourceList Sources,
    IFindingSink Findings,
    IEnumerable<IConnectionTester> Testers,
    ISecretSealer Sealer,
    TimeProvider Time)
{
    /// <exception cref="InvalidOperationException">Nothing tries connections of this provider.</exception>
    public IConnectionTester TesterOf(Provider provider) =>
        Testers.FirstOrDefault(tester => tester.Provider == provider)
        ?? throw new InvalidOperationException($"Nothing tries connections of {provider}.");

    public Task<byte[]> SealAsync(AccountKey account, string secret) =>
        Sealer.SealAsync(Encoding.UTF8.GetBytes(secret), account.ToString(), CancellationToken.None);

    public async Task<string?> OpenAsync(AccountKey account, byte[]? sealedSecret) => sealedSecret is null
        ? null
        : Encoding.UTF8.GetString(await Sealer.OpenAsync(sealedSecret, account.ToString(), CancellationToken.None));
}
