using System.Collections.Immutable;
using Raposa.Accounts;

namespace Raposa.Collection;

/// <summary>A vendor that lets everybody in, until it is told not to.</summary>
internal sealed class TestTester : IConnectionTester
{
    public Provider Provider => Provider.CrowdStrike;

    public RunFailure? Failure { get; set; }

    public string? LastSecret { get; private set; }

    public Task<ConnectionTest> TryAsync(
        AccountKey account, AccountConnection connection, string? secret, CancellationToken cancellationToken)
    {
        LastSecret = secret;
        return Task.FromResult(new ConnectionTest(
            new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Failure is null ? "tester" : null, Failure));
    }

    public Task<ImmutableArray<string>> GetRegionsAsync(AccountKey account, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<string>>([]);
}
