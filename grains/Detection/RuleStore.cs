using System.Collections.Immutable;
using Dapper;
using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Detection;

/// <summary>An organization's own rules and its switches. Each change raises the version in the same transaction.</summary>
internal sealed class RuleStore(TenantDatabase database)
{
    /// <summary>Everything there is, as of one moment.</summary>
    public async Task<(RuleBook Book, long Version)> LoadAsync(
        OrganizationId organization, Catalogue catalogue, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var version = await connection.ExecuteScalarAsync<long?>(new(
            "select version from detection.rule_book where org_id = @id",
            new { id = organization.Value }, moment, cancellationToken: cancellationToken));
        var rules = await connection.QueryAsync<RuleRow>(new(
            "select rule_id as RuleId, yaml as Yaml, added_at as AddedAt from detection.rule where org_id = @id order by added_at, rule_id",
            new { id = organization.Value }, moment, cancellationToken: cancellationToken));
        var disabled = await connection.QueryAsync<string>(new(
            "select rule_id from detection.rule_switch where org_id = @id and not is_enabled",
            new { id = organization.Value }, moment, cancellationToken: cancellationToken));
        return (
            new(catalogue, [.. rules.Select(row => new OwnRule(row.RuleId, row.Yaml, row.AddedAt))], RuleBook.NothingDisabled.Union(disabled)),
            version ?? 0);
    }

    /// <summary>Adds rules, or replaces those of the same id.</summary>
    public Task AddAsync(OrganizationId organization, ImmutableArray<OwnRule> rules, CancellationToken cancellationToken) =>
        ChangeAsync(
            organization,
            """
            insert into detection.rule (org_id, rule_id, yaml, added_at)
            select @id, * from unnest(@ids::text[], @yamls::text[], @times::timestamptz[])
            on conflict (org_id, rule_id) do update set yaml = excluded.yaml, added_at = excluded.added_at
            """,
            new
            {
                id = organization.Value,
                ids = rules.Select(rule => rule.Id).ToArray(),
                yamls = rules.Select(rule => rule.Yaml).ToArray(),
                times = rules.Select(rule => rule.AddedAt.UtcDateTime).ToArray(),
            },
            cancellationToken);

    public Task SwitchAsync(
        OrganizationId organization, string ruleId, bool isEnabled, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(
            organization,
            """
            insert into detection.rule_switch (org_id, rule_id, is_enabled, changed_at)
            values (@id, @ruleId, @isEnabled, @now)
            on conflict (org_id, rule_id) do update set is_enabled = excluded.is_enabled, changed_at = excluded.changed_at
            """,
            new { id = organization.Value, ruleId, isEnabled, now },
            cancellationToken);

    /// <summary>Removes a rule and what was switched of it: who adds it again begins anew.</summary>
    public Task RemoveAsync(OrganizationId organization, string ruleId, CancellationToken cancellationToken) =>
        ChangeAsync(
            organization,
            """
            with switched as (delete from detection.rule_switch where org_id = @id and rule_id = @ruleId)
            delete from detection.rule where org_id = @id and rule_id = @ruleId
            """,
            new { id = organization.Value, ruleId },
            cancellationToken);

    private async Task ChangeAsync(
        OrganizationId organization, string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new(sql, parameters, transaction, cancellationToken: cancellationToken));
        await RaiseVersionAsync(connection, transaction, organization, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static Task<int> RaiseVersionAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, OrganizationId organization, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new(
            """
            insert into detection.rule_book (org_id, version) values (@id, 1)
            on conflict (org_id) do update set version = rule_book.version + 1
            """,
            new { id = organization.Value },
            transaction,
            cancellationToken: cancellationToken));

    private sealed record RuleRow(string RuleId, string Yaml, DateTime AddedAt);
}
