using System.Collections.Immutable;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Posture;

/// <summary>Writes what checks say, as intervals: only what differs from before is written.</summary>
internal sealed class PostureStore(TenantDatabase database)
{
    /// <summary>
    /// What may have an open finding: the verdicts that hold now and are no pass, and what a finding is open of though no verdict stands any more.
    /// </summary>
    public async Task<IReadOnlyList<OpenResult>> GetOpenAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<OpenResult>(new(
            """
            select check_id as CheckId, account_id as AccountId, region as Region, resource as Resource
            from posture.result where org_id = @org and until is null and status <> 1
            union
            select substr(kind, length('posture.') + 1), account_id, coalesce(region, ''), subject
            from findings.finding where org_id = @org and status = 1 and starts_with(kind, 'posture.') and account_id is not null
            """,
            new { org = organization.Value },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    /// <summary>The verdicts that hold now of some checks, and those of any check of IAM on an identity.</summary>
    public async Task<IReadOnlyList<StandingVerdict>> GetStandingAsync(OrganizationId organization, string[] checks, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<StandingVerdict>(new(
            """
            select check_id as CheckId, account_id as AccountId, resource as Resource, status as Status
            from posture.result
            where org_id = @org and until is null
              and (check_id = any (@checks) or (starts_with(check_id, 'iam.') and starts_with(resource, 'arn:')))
            """,
            new { org = organization.Value, checks },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    /// <summary>Writes a whole run in one transaction: what changed begins at its time, what is no more ends at it. May be repeated.</summary>
    public async Task SaveAsync(
        OrganizationId organization, Guid analysis, DateTimeOffset asOf, ImmutableArray<ResultRow> results, ImmutableArray<TallyRow> tallies,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // A check that is no more has no verdicts either.
        var checks = tallies.Select(row => row.CheckId).Distinct().ToArray();
        foreach (var of in results.GroupBy(row => row.CheckId).Select(group => (Check: group.Key, Rows: group.ToArray()))
            .Concat(checks.Except(results.Select(row => row.CheckId)).Select(check => (Check: check, Rows: Array.Empty<ResultRow>()))))
        {
            await connection.WriteIntervalsAsync(ResultsOf(organization, analysis, asOf, of.Check, of.Rows), cancellationToken);
        }

        await connection.WriteIntervalsAsync(TalliesOf(organization, asOf, tallies), cancellationToken);

        var arguments = new
        {
            org = organization.Value,
            analysis,
            at = asOf.ToUniversalTime(),
            checks,
            passed = tallies.Select(row => row.Passed).ToArray(),
            failed = tallies.Select(row => row.Failed).ToArray(),
            unknown = tallies.Select(row => row.Unknown).ToArray(),
        };
        await connection.ExecuteAsync(new(
            """
            update posture.result set until = @at where org_id = @org and until is null and not check_id = any(@checks);
            insert into posture.run (org_id, analysis_id, as_of, passed, failed, unknown)
            select @org, @analysis, @at, sum(new.passed), sum(new.failed), sum(new.unknown)
            from unnest(@passed, @failed, @unknown) as new (passed, failed, unknown)
            having count(*) > 0
            on conflict do nothing;
            """,
            arguments,
            transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The findings of vendors that were told on, with the documents they were told from.</summary>
    public async Task<IReadOnlyList<VendorFindingRow>> GetVendorFindingsAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<VendorFindingRow>(new(
            """
            select source as Source, account_id as AccountId, region as Region, key as Key, sha256 as Sha256, fingerprint as Fingerprint
            from posture.vendor_finding where org_id = @org
            """,
            new { org = organization.Value },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    public async Task SaveVendorFindingsAsync(
        OrganizationId organization, IReadOnlyCollection<VendorFindingRow> told, IReadOnlyCollection<VendorFindingRow> gone, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await connection.ExecuteAsync(new(
            """
            insert into posture.vendor_finding (org_id, source, account_id, region, key, sha256, fingerprint)
            select @org, new.* from unnest(@sources, @accounts, @regions, @keys, @hashes, @fingerprints) as new
            on conflict (org_id, source, account_id, region, key) do update set sha256 = excluded.sha256;
            delete from posture.vendor_finding where org_id = @org and fingerprint = any(@gone);
            """,
            new
            {
                org = organization.Value,
                sources = told.Select(row => row.Source).ToArray(),
                accounts = told.Select(row => row.AccountId).ToArray(),
                regions = told.Select(row => row.Region).ToArray(),
                keys = told.Select(row => row.Key).ToArray(),
                hashes = told.Select(row => row.Sha256).ToArray(),
                fingerprints = told.Select(row => row.Fingerprint).ToArray(),
                gone = gone.Select(row => row.Fingerprint).ToArray(),
            },
            cancellationToken: cancellationToken));
    }

    /// <returns>How many rows ended before that time and are gone.</returns>
    public async Task<int> ForgetAsync(OrganizationId organization, DateTimeOffset horizon, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        return await connection.ExecuteAsync(new(
            """
            delete from posture.result where org_id = @org and until < @horizon;
            delete from posture.tally where org_id = @org and until < @horizon;
            delete from posture.run where org_id = @org and as_of < @horizon;
            """,
            new { org = organization.Value, horizon = horizon.ToUniversalTime() },
            cancellationToken: cancellationToken));
    }

    private static IntervalRows ResultsOf(OrganizationId organization, Guid analysis, DateTimeOffset asOf, string check, ResultRow[] rows) =>
        new("posture.result", organization, asOf)
        {
            Part = ("check_id", check),
            AnalysisId = analysis,
            Compared =
            [
                IntervalColumn.Text("account_id", [.. rows.Select(row => row.AccountId)]), IntervalColumn.Text("region", [.. rows.Select(row => row.Region)]),
                IntervalColumn.Text("resource", [.. rows.Select(row => row.Resource)]), IntervalColumn.Text("digest", [.. rows.Select(row => row.Digest)]),
            ],
            Others =
            [
                IntervalColumn.Number("status", [.. rows.Select(row => (short?)row.Status)]), IntervalColumn.Number("severity", [.. rows.Select(row => (short?)row.Severity)]),
                IntervalColumn.Text("reason", [.. rows.Select(row => row.Reason)]), IntervalColumn.Json("evidence", [.. rows.Select(row => row.EvidenceJson)]),
            ],
        };

    private static IntervalRows TalliesOf(OrganizationId organization, DateTimeOffset asOf, ImmutableArray<TallyRow> rows) => new("posture.tally", organization, asOf)
    {
        Compared =
        [
            IntervalColumn.Text("check_id", [.. rows.Select(row => row.CheckId)]), IntervalColumn.Text("account_id", [.. rows.Select(row => row.AccountId)]),
            new("passed", "integer", rows.Select(row => row.Passed).ToArray()), new("failed", "integer", rows.Select(row => row.Failed).ToArray()),
            new("unknown", "integer", rows.Select(row => row.Unknown).ToArray()),
        ],
    };
}
