using Raposa.Accounts;

namespace Raposa.Collection;

/// <summary>Which role reads an account. The accounts implement it.</summary>
internal interface IAwsConnections
{
    /// <summary>Null if the account is not connected.</summary>
    Task<AwsConnection?> FindAsync(AccountKey account, CancellationToken cancellationToken);
}

/// <summary>How an AWS account is entered.</summary>
/// <param name="RoleArn">The read-only role in it.</param>
/// <param name="ExternalId">Random, of this account alone, made by us; the role's trust policy asks for it.</param>
/// <param name="HomeRegion">Where its STS is asked, and where global services are said to be.</param>
internal sealed record AwsConnection(string RoleArn, string ExternalId, string HomeRegion)
{
    public AwsIdentity Identity { get; init; } = AwsIdentity.Workload;
}

/// <summary>As whom the role is assumed.</summary>
internal enum AwsIdentity
{
    /// <summary>As the role of the platform's own workload, with the external id.</summary>
    Workload,

    /// <summary>With a token of the organization's identity provider, which the account trusts itself.</summary>
    WebIdentity,
}
