using Raposa.Accounts;

namespace Raposa.Collection;

/// <summary>
/// Tries a role before it is stored: with its external id, which must work, and without, which must not. A role that can be
/// assumed without one would be read for whoever names it, so it is refused.
/// </summary>
internal sealed class RoleProbe(StsSessions sts, AwsSessions sessions)
{
    /// <param name="account">The account, which must be the role's.</param>
    /// <param name="roleArn">The role to try.</param>
    /// <param name="externalId">Of this account.</param>
    /// <param name="region">Whose STS is asked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RoleProbeResult> TryAsync(
        AccountKey account, string roleArn, string externalId, string region, CancellationToken cancellationToken)
    {
        if (roleArn.Split(':') is not ["arn", _, "iam", "", var owner, ['r', 'o', 'l', 'e', '/', ..]] || owner != account.AccountId)
        {
            return new(
                RoleProbeVerdict.Denied,
                new(FailureKind.Malformed, "sts:AssumeRole", "NotItsRole", $"'{roleArn}' is not a role of account {account.AccountId}."),
                null);
        }

        var with = await RefusalAsync(account, roleArn, externalId, region, cancellationToken);
        if (with is not null)
        {
            return new(
                with.Kind is FailureKind.Throttled or FailureKind.Transient ? RoleProbeVerdict.Unknown : RoleProbeVerdict.Denied, with, null);
        }

        var without = await RefusalAsync(account, roleArn, externalId: null, region, cancellationToken);
        return without switch
        {
            null => new(RoleProbeVerdict.AcceptsWithoutExternalId, null, null),
            { Kind: FailureKind.Denied } => new(RoleProbeVerdict.Accepted, null, without),

            // Not a refusal of the role: nothing is known about it.
            _ => new(RoleProbeVerdict.Unknown, null, without),
        };
    }

    private async Task<RunFailure?> RefusalAsync(
        AccountKey account, string roleArn, string? externalId, string region, CancellationToken cancellationToken)
    {
        try
        {
            await sts.TryAsync(account, roleArn, externalId, region, sessions.Workload, cancellationToken);
            return null;
        }
        catch (SourceReadException refused)
        {
            return refused.Failure;
        }
    }
}

/// <summary>What came of trying a role.</summary>
/// <param name="WithExternalId">Why it was refused with its external id, in STS's words; null if it was not.</param>
/// <param name="WithoutExternalId">Why it was refused without, in STS's words, which is as it should be; null if it was not.</param>
internal sealed record RoleProbeResult(RoleProbeVerdict Verdict, RunFailure? WithExternalId, RunFailure? WithoutExternalId)
{
    /// <summary>What went wrong, where something did.</summary>
    public RunFailure? Failure => WithExternalId ?? (Verdict == RoleProbeVerdict.Unknown ? WithoutExternalId : null);
}

internal enum RoleProbeVerdict
{
    /// <summary>Works with the external id, and is refused without: good.</summary>
    Accepted,

    /// <summary>Works without the external id too: the connection must be refused.</summary>
    AcceptsWithoutExternalId,

    /// <summary>Does not work with the external id.</summary>
    Denied,

    /// <summary>STS could not be asked, or said something else: try again.</summary>
    Unknown,
}
