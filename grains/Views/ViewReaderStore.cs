using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Views;

/// <inheritdoc cref="IViewReader"/>
internal sealed class ViewReaderStore(TenantDatabase database, IViewCatalogue catalogue, TimeProvider time) : IViewReader
{
    private const int SecondsAtMost = 15;

    public async Task<ViewAnswer> ReadAsync(OrganizationId organization, ViewQuery query, CancellationToken cancellationToken)
    {
        if (catalogue.Find(query.Name) is not { } view)
        {
            return new(null, new(ViewRefusalReason.NoSuchView, $"There is no view {query.Name}."));
        }

        if (FilterRules.FaultOf(view, query.Filters) is { } fault)
        {
            return new(null, new(ViewRefusalReason.BadFilter, fault));
        }

        try
        {
            return new(await ReadAsync(organization, view, query, cancellationToken));
        }
        catch (PostgresException late) when (late.SqlState == PostgresErrorCodes.QueryCanceled && !cancellationToken.IsCancellationRequested)
        {
            return new(null, new(ViewRefusalReason.TooSlow, $"{view.Name} took longer than {SecondsAtMost} seconds: ask for less of it, by a filter."));
        }
    }

    private async Task<ViewPage> ReadAsync(OrganizationId organization, ViewDefinition view, ViewQuery query, CancellationToken cancellationToken)
    {
        var asOf = (query.AsOf ?? time.GetUtcNow()).ToUniversalTime();
        var (limit, offset) = (Math.Clamp(query.Limit, 1, ViewQuery.MaxLimit), Math.Max(query.Offset, 0));
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var settings = connection.Command(
            "select set_config('raposa.as_of', $1, true), set_config('TimeZone', 'UTC', true), set_config('statement_timeout', $2, true)",
            asOf.ToString("O", CultureInfo.InvariantCulture), $"{SecondsAtMost}s"))
        {
            await settings.ExecuteNonQueryAsync(cancellationToken);
        }

        var conditions = query.Filters.Select((filter, index) => FilterRules.ConditionOf(view, filter, $"${index + 4}")).Prepend("true");
        var name = $"raposa_views.{ViewStatements.Name(view.Name)}";
        var order = string.Join(", ", new[] { "(v.answer = 'unknown')", view.Order, "v" }.OfType<string>());
        await using var command = connection.Command(
            $"""
             with v as materialized (select v.* from {name} as v where {string.Join(" and ", conditions)})
             select (select count(*) from v), (select count(*) from v where v.answer = 'unknown'),
               {(view.Sources is { Count: 0 } ? "null" : "raposa_views.coverage_of($3)")},
               (select coalesce(jsonb_agg(to_jsonb(page)), '[]')::text from (select * from v order by {order} limit $1 offset $2) as page)
             """,
            [limit, offset, Texts(view.Sources), .. query.Filters.Select(filter => filter.Value)]);
        command.CommandTimeout = 2 * SecondsAtMost;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var rows = RowsOf(view, reader.GetString(3));
        var total = reader.GetInt64(0);
        return new()
        {
            View = view.Description, AsOf = asOf, Rows = rows, Total = total, Unknown = reader.GetInt64(1),
            Coverage = reader.IsDBNull(2) ? "What was recorded by then." : reader.GetString(2),
            Next = offset + rows.Length < total && rows.Length > 0 ? offset + rows.Length : null,
        };
    }

    private static NpgsqlParameter Texts(IReadOnlyCollection<string>? texts) => new()
    {
        Value = texts is null ? DBNull.Value : texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
    };

    private static ImmutableArray<ViewRow> RowsOf(ViewDefinition view, string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(row => new ViewRow([.. view.Description.Columns.Select(column => TextOf(row, column.Name))]))];
    }

    private static string? TextOf(JsonElement row, string name) => row.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        }
        : null;
}
