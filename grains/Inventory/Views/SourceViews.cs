using System.Collections.Immutable;
using Raposa.Collection;

namespace Raposa.Inventory;

/// <summary>
/// One view per source, in the schema <c>source</c>, made from its declaration: a row is a resource as of the setting
/// <c>raposa.as_of</c> (or now), the columns are the declared ones with their types, and what every source has.
/// </summary>
/// <remarks>
/// Where a source declares a column of a name that every source has (a finding's own <c>account_id</c>, an EBS snapshot's
/// <c>snapshot_id</c>), the declared one has the name and ours is called <c>collected_…</c>.
/// </remarks>
internal static class SourceViews
{
    private static readonly ImmutableArray<(string Name, string Value)> Always =
    [
        ("org_id", "c.org_id"), ("account_id", "c.account_id"), ("region", "c.region"), ("resource_key", "o.resource_key"),
        ("snapshot_id", "s.snapshot_id"), ("sealed_at", "s.closed_at"), ("vendor_changed_at", "o.vendor_changed_at"),
        ("learned_at", "o.learned_at"), ("document", "d.body"),
    ];

    /// <summary>The statements that make the views of these sources, and remove all others.</summary>
    public static ImmutableArray<string> Statements(IEnumerable<SourceDefinition> sources) =>
    [
        """
        do $$
        declare
          view_ record;
        begin
          for view_ in select c.relname from pg_class as c where c.relnamespace = 'source'::regnamespace and c.relkind = 'v' loop
            execute format('drop view if exists source.%I cascade', view_.relname);
          end loop;
        end $$
        """,
        .. sources.OrderBy(source => source.Name, StringComparer.Ordinal).SelectMany(StatementsOf),
    ];

    private static IEnumerable<string> StatementsOf(SourceDefinition source)
    {
        var declared = source.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var columns = Always
            .Select(column => $"{column.Value} as {(declared.Contains(column.Name) ? $"collected_{column.Name}" : column.Name)}")
            .Concat(source.Columns.Select(column => $"{ValueOf(column)} as {Name(column.Name)}"));
        yield return
            $"""
            create view source.{Name(source.Name)} with (security_invoker = true) as
            select
              {string.Join(",\n  ", columns)}
            from inventory.chain as c
            cross join lateral (
              select newest.snapshot_id, newest.sequence, newest.closed_at from inventory.snapshot as newest
              where newest.org_id = c.org_id and newest.chain_id = c.chain_id and newest.status = 2 and newest.closed_at <= raposa.as_of()
              order by newest.closed_at desc, newest.sequence desc limit 1) as s
            join inventory.observation as o
              on o.org_id = c.org_id and o.chain_id = c.chain_id and o.first_seq <= s.sequence and o.last_seq >= s.sequence
            join inventory.document as d on d.org_id = o.org_id and d.source = c.source and d.sha256 = o.sha256
            where c.source = {Text(source.Name)}
            """;
        yield return $"comment on view source.{Name(source.Name)} is {Text(source.Description)}";
        foreach (var column in source.Columns)
        {
            yield return $"comment on column source.{Name(source.Name)}.{Name(column.Name)} is {Text(column.Description)}";
        }

        yield return $"grant select on source.{Name(source.Name)} to raposa_writer, raposa_reader, raposa_mcp";
    }

    // The column's reader has put in only what can be cast.
    private static string ValueOf(Column column)
    {
        var member = Text(column.Name);
        return (column.IsKey, column.Type) switch
        {
            (true, _) => "o.resource_key",
            (_, ColumnType.Text) => $"d.columns ->> {member}",
            (_, ColumnType.TextArray) =>
                $"case when d.columns ? {member} then array(select jsonb_array_elements_text(d.columns -> {member})) end",
            (_, ColumnType.Tags or ColumnType.Json) => $"d.columns -> {member}",
            (_, var type) => $"(d.columns ->> {member})::{TypeOf(type)}",
        };
    }

    private static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Integer => "bigint",
        ColumnType.Number => "double precision",
        ColumnType.Boolean => "boolean",
        ColumnType.Timestamp => "timestamptz",
        ColumnType.Address => "inet",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This type is not one of a cast."),
    };

    private static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
