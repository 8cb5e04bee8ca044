using System.Collections.Immutable;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <summary>Changes of the vendors' schemas as they are listed, under the reader's role.</summary>
internal sealed class SchemaReaderStore(TenantDatabase database)
{
    /// <summary>One more than the limit, where there are more.</summary>
    public async Task<ImmutableArray<SchemaDrift>> ListAsync(
        OrganizationId organization, SchemaDriftQuery query, TimeCursor? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<SchemaDriftRow>(new(
            $"""
             select {SchemaDriftRow.Columns} from inventory.schema_drift
             where org_id = @org
               and (@Source::text is null or source = @Source)
               and (not @OnlyOpen or resolved_at is null)
               and (@at::timestamptz is null or (seen_at, drift_id) < (@at, @id))
             order by seen_at desc, drift_id desc
             limit @count
             """,
            new { org = organization.Value, query.Source, query.OnlyOpen, at = after?.At.ToUniversalTime(), id = after?.Id, count = limit + 1 },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToDrift())];
    }
}
