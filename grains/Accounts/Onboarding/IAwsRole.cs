using System.Collections.Immutable;

namespace Raposa.Accounts.Onboarding;

/// <summary>The role that is to be set up in a customer's account: what it may do, and who may assume it.</summary>
internal interface IAwsRole
{
    /// <param name="roleArn">As it will be called.</param>
    /// <param name="externalId">Which the role asks for.</param>
    /// <param name="token">What the tokens say that the role is entered with; null: it is entered as the platform.</param>
    /// <param name="trailBuckets">Whose objects it may read.</param>
    /// <exception cref="InvalidOperationException">It is not configured as whom the platform assumes roles; the message names the setting.</exception>
    AwsOnboarding Describe(string roleArn, string externalId, TokenClaims? token, ImmutableArray<string> trailBuckets);
}
