#if ENGINE_LOCAL
using System.Collections.Immutable;
using Raposa.Accounts;
using Raposa.Collection;
using Raposa.Organizations;

namespace Raposa.Simulation;

/// <summary>Lets everybody in.</summary>
internal sealed class MonthTester(TimeProvider time) : IConnectionTester
{
    public Provider Provider => Provider.CrowdStrike;

    public Task<ConnectionTest> TryAsync(
        AccountKey account, AccountConnection connection, string? secret, CancellationToken cancellationToken) =>
        Task.FromResult(new ConnectionTest(time.GetUtcNow(), "month", null));

    public Task<ImmutableArray<string>> GetRegionsAsync(AccountKey account, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<string>>([]);
}

/// <summary>Seals nothing: no secret of this month is one.</summary>
internal sealed class MonthSealer : ISecretSealer
{
    public Task<byte[]> SealAsync(byte[] secret, string owner, CancellationToken cancellationToken) => Task.FromResult(secret);

    public Task<byte[]> OpenAsync(byte[] sealedSecret, string owner, CancellationToken cancellationToken) => Task.FromResult(sealedSecret);
}

/// <summary>Keeps everything.</summary>
internal sealed class MonthRetention : IRetention
{
    public Task<int> ApplyAsync(OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(0);
}
#endif
