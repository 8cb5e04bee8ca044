using System.Collections.Concurrent;
using Raposa.Accounts;

namespace Raposa.Collection;

/// <summary>The sessions of all accounts. Each is opened, renewed and refused by itself: no account waits for another.</summary>
internal sealed class AwsSessions(
    IAwsConnections connections,
    StsSessions sts,
    WorkloadIdentityClient workload,
    IWebIdentityTokenSource tokens,
    AwsOptions options,
    AwsSurroundings surroundings) : IDisposable
{
    private readonly ConcurrentDictionary<AccountKey, AwsSession> _accounts = new();
    private readonly AwsSession _workload = new(workload.OpenAsync, options.RenewBefore, surroundings.Time);

    /// <summary>The platform's own: good for entering accounts, and for nothing else.</summary>
    public IAwsSession Workload => _workload;

    public IAwsSession Of(AccountKey account) => _accounts.GetOrAdd(
        account,
        key => new AwsSession(cancellationToken => OpenAsync(key, cancellationToken), options.RenewBefore, surroundings.Time));

    /// <summary>Forgets an account's session, after its connection changed.</summary>
    public void Forget(AccountKey account) => _accounts.TryRemove(account, out _);

    public void Dispose()
    {
        _workload.Dispose();
        foreach (var session in _accounts.Values)
        {
            session.Dispose();
        }
    }

    private async Task<AwsCredentials> OpenAsync(AccountKey account, CancellationToken cancellationToken)
    {
        var connection = await connections.FindAsync(account, cancellationToken) ?? throw new SourceReadException(
            new(FailureKind.Unauthenticated, "sts:AssumeRole", "NotConnected", $"Account {account.AccountId} is not connected."),
            retryAfter: null,
            calls: 0);
        return connection.Identity == AwsIdentity.Workload
            ? await sts.AssumeAsync(account, connection, _workload, cancellationToken)
            : await sts.ExchangeAsync(
                connection.RoleArn,
                sts.SessionName(account),
                await tokens.GetTokenAsync(account.Organization, cancellationToken),
                connection.HomeRegion,
                account.ToString(),
                cancellationToken);
    }
}
