using System.Collections.Immutable;
using Npgsql;

namespace Raposa.Database;

/// <summary>
/// Writes what holds now as intervals: what stood and is no more ends, what is new begins, and what stayed the same is not written at all.
/// </summary>
internal static class IntervalWriter
{
    /// <summary>Writes them in one trip; again, it changes nothing. The caller's transaction makes both halves one.</summary>
    public static async Task WriteIntervalsAsync(this NpgsqlConnection connection, IntervalRows rows, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        End(batch, rows);
        Begin(batch, rows);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void End(NpgsqlBatch batch, IntervalRows rows)
    {
        List<object?> values = [rows.Organization.Value, rows.At.ToUniversalTime()];
        var part = rows.Part is { } own ? $" and old.{own.Column} = {Add(values, own.Value)}" : "";
        batch.Add(
            $"""
            update {rows.Table} as old set until = $2
            where old.org_id = $1 and old.until is null{part} and not exists (
              select from {Unnest(rows.Compared, values)}
              where {string.Join(" and ", rows.Compared.Select(column => $"new.{column.Name} = old.{column.Name}"))})
            """,
            [.. values]);
    }

    private static void Begin(NpgsqlBatch batch, IntervalRows rows)
    {
        List<object?> values = [rows.Organization.Value, rows.At.ToUniversalTime()];
        List<(string Name, string Value)> columns = [("org_id", "$1"), ("since", "$2")];
        if (rows.AnalysisId is { } analysis)
        {
            columns.Add(("analysis_id", Add(values, analysis)));
        }

        if (rows.Part is { } part)
        {
            columns.Add((part.Column, Add(values, part.Value)));
        }

        ImmutableArray<IntervalColumn> all = [.. rows.Compared, .. rows.Others];
        columns.AddRange(all.Select(column => (column.Name, column.As ?? $"new.{column.Name}")));
        batch.Add(
            $"""
            insert into {rows.Table} ({string.Join(", ", columns.Select(column => column.Name))})
            select {string.Join(", ", columns.Select(column => column.Value))}
            from {Unnest(all, values)}
            on conflict do nothing
            """,
            [.. values]);
    }

    private static string Unnest(ImmutableArray<IntervalColumn> columns, List<object?> values) =>
        $"unnest({string.Join(", ", columns.Select(column => $"{Add(values, column.Values)}::{column.Type}[]"))}) as new ({string.Join(", ", columns.Select(column => column.Name))})";

    // Returns the parameter's name.
    private static string Add(List<object?> values, object value)
    {
        values.Add(value);
        return $"${values.Count}";
    }
}
