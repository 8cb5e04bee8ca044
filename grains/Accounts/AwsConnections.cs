using Raposa.Collection;

namespace Raposa.Accounts;

/// <summary>Which role reads an account, for the AWS client. One that is only prepared counts: how else could it be tried.</summary>
internal sealed class AwsConnections(IConnectionRecords connections) : IAwsConnections
{
    public async Task<AwsConnection?> FindAsync(AccountKey account, CancellationToken cancellationToken) =>
        await connections.FindAsync(account, cancellationToken) is
        {
            Connection: { State: not ConnectionState.Disconnected, RoleArn: { } roleArn, ExternalId: { } externalId } connection,
        }
            ? new(roleArn, externalId, HomeRegion.Of(roleArn))
            {
                Identity = connection.Entry == AwsEntry.WebIdentity ? AwsIdentity.WebIdentity : AwsIdentity.Workload,
            }
            : null;
}
