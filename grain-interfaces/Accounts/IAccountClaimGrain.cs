using Orleans;
using Orleans.Concurrency;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <summary>
/// Who owns an AWS account here, keyed by the 12-digit account id: the grain is the lock that makes an account belong to
/// one organization at the most. The caller's organization is the one that claims or releases.
/// </summary>
[PlatformGrain, Alias("raposa.account-claim-grain")]
public interface IAccountClaimGrain : IGrainWithStringKey
{
    /// <summary>The organization that claimed it, or null.</summary>
    [ReadOnly, Alias("get-owner")]
    Task<OrganizationId?> GetOwner();

    /// <summary>Claims it for the caller's organization; repeating it renames. Null if another organization has it.</summary>
    [Alias("claim")]
    Task<ClaimedAccount?> Claim(string name);

    /// <summary>False if the caller's organization does not have it.</summary>
    [Alias("release")]
    Task<bool> Release();

    /// <summary>
    /// Records that a role in the account let the caller's organization in, which only its owner could arrange. False if
    /// that organization does not have it.
    /// </summary>
    [Alias("prove")]
    Task<bool> Prove();
}

/// <summary>An AWS account that an organization claimed as its own.</summary>
[GenerateSerializer, Immutable, Alias("raposa.claimed-account")]
public sealed record ClaimedAccount
{
    /// <summary>Twelve digits.</summary>
    [Id(0)] public required string AccountId { get; init; }
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>When a role in the account first proved the claim; null while it is only said.</summary>
    [Id(3)] public DateTimeOffset? ProvenAt { get; init; }
}
