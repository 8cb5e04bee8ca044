using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Organizations;

namespace Raposa.Reconciliation;

/// <summary>
/// Says so when no run has looked at a living instance or its sensor for a day: a sensor whose check-in is overdue would go
/// unnoticed then. All instances of an account that notice it raise one finding; the next run resolves it.
/// </summary>
internal sealed class OverdueWatch(IFindingSink findings)
{
    public const string Kind = "reconciliation.overdue";

    public static string FingerprintOf(string accountId) => $"{Kind}:{accountId}:{accountId}";

    public Task Check(OrganizationId organization, StandingVerdict standing, DateTimeOffset now) =>
        now - standing.ConfirmedAt <= MatchingRules.Freshness
            ? Task.CompletedTask
            : findings.RaiseAsync(
                organization,
                [
                    new()
                    {
                        Fingerprint = FingerprintOf(standing.Instance.AccountId),
                        Kind = Kind,
                        Severity = Severity.High,
                        Title = $"The sensors of account {standing.Instance.AccountId} have not been compared with its instances for a day",
                        Detail = "Whether its instances have working sensors is not known any more: the newest verdict is older than a day. "
                            + "Look at the sources of EC2 instances and Falcon hosts, and at the last analysis.",
                        AccountId = standing.Instance.AccountId,
                        Subject = standing.Instance.AccountId,
                        SeenAt = now,
                        IsAlert = true,
                    },
                ],
                CancellationToken.None);
}
