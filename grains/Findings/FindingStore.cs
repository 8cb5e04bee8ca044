using System.Collections.Immutable;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Findings;

/// <summary>
/// Writes findings, their history and the alerts that tell of them, each set in one transaction: there is no alert without
/// its finding, and no finding whose alert was forgotten.
/// </summary>
internal sealed class FindingStore(TenantDatabase database)
{
    /// <summary>Why a finding was closed that nobody resolved.</summary>
    public const string NoLongerObserved = "no_longer_observed";

    private static readonly string RaiseSql = SqlText.Read("raise_findings");
    private static readonly string EndSql = SqlText.Read("end_findings");

    /// <summary>Opens, reopens or updates one finding per draft. Of drafts with one fingerprint the last counts.</summary>
    public async Task RaiseAsync(
        OrganizationId organization, ImmutableArray<FindingDraft> drafts, CancellationToken cancellationToken)
    {
        // In one order everywhere: two that raise the same findings at once wait for each other and never in a circle.
        var last = drafts.GroupBy(draft => draft.Fingerprint, StringComparer.Ordinal).Select(same => same.Last())
            .OrderBy(draft => draft.Fingerprint, StringComparer.Ordinal).ToList();
        // Until the next analysis knows better.
        var initial = last.ConvertAll(draft => PriorityFormula.Of(draft.Severity, draft.Kind, draft.Subject, ResourceFacts.None.Of(draft.AccountId, draft.Subject)));
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new(
            RaiseSql,
            new
            {
                org = organization.Value,
                ids = last.Select(draft => Guid.CreateVersion7(draft.SeenAt)).ToArray(),
                fingerprints = last.Select(draft => draft.Fingerprint).ToArray(),
                kinds = last.Select(draft => draft.Kind).ToArray(),
                severities = last.Select(draft => (short)draft.Severity).ToArray(),
                titles = last.Select(draft => draft.Title).ToArray(),
                details = last.Select(draft => draft.Detail).ToArray(),
                accounts = last.Select(draft => draft.AccountId).ToArray(),
                regions = last.Select(draft => draft.Region).ToArray(),
                subjects = last.Select(draft => draft.Subject).ToArray(),
                evidences = last.Select(draft => draft.EvidenceJson).ToArray(),
                times = last.Select(draft => draft.SeenAt.UtcDateTime).ToArray(),
                alerts = last.Select(draft => draft.IsAlert).ToArray(),
                runs = last.Select(draft => draft.RunId).ToArray(),
                priorities = initial.Select(priority => (short)priority.Score).ToArray(),
                unknowns = initial.Select(priority => (short)priority.Unknowns).ToArray(),
                factors = initial.Select(priority => PriorityJson.Write(priority.Factors)).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Ends those that are open, and tells whoever was told that they are.</summary>
    public async Task EndAsync(
        OrganizationId organization, ImmutableArray<string> fingerprints, FindingStatus status, FindingMoment when, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await connection.ExecuteAsync(new(
            EndSql,
            new
            {
                org = organization.Value,
                fingerprints = fingerprints.Order(StringComparer.Ordinal).ToArray(),
                status = (short)status,
                change = (short)(status == FindingStatus.Closed ? FindingChangeKind.Closed : FindingChangeKind.Resolved),
                note = status == FindingStatus.Closed ? NoLongerObserved : null,
                at = when.At,
                run = when.RunId,
            },
            cancellationToken: cancellationToken));
    }

    public async Task ConfirmAsync(
        OrganizationId organization, ImmutableArray<string> fingerprints, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await connection.ExecuteAsync(new(
            """
            update findings.finding set last_seen_at = @at
            where org_id = @org and fingerprint = any (@fingerprints) and status = 1 and last_seen_at < @at
            """,
            new { org = organization.Value, fingerprints = fingerprints.ToArray(), at },
            cancellationToken: cancellationToken));
    }
}
