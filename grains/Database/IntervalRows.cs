using System.Collections.Immutable;
using Raposa.Organizations;

namespace Raposa.Database;

/// <summary>All that holds in a table, or in a part of one, from a time on. The table has <c>org_id</c>, <c>since</c>, <c>until</c> and these columns.</summary>
/// <param name="Table">Its name with its schema.</param>
/// <param name="At">From when on it holds.</param>
internal sealed record IntervalRows(string Table, OrganizationId Organization, DateTimeOffset At)
{
    /// <summary>The column and value of the part that this is all of; the rest of the table is not touched. Null for the whole table.</summary>
    public (string Column, string Value)? Part { get; init; }

    /// <summary>Which analysis found it; null for a table that does not say.</summary>
    public Guid? AnalysisId { get; init; }

    /// <summary>What tells one row from another: a row that stands goes on while all of these are as before.</summary>
    public required ImmutableArray<IntervalColumn> Compared { get; init; }

    public ImmutableArray<IntervalColumn> Others { get; init; } = [];
}

/// <summary>A column of every row, in the order of the rows.</summary>
/// <param name="Type">In which the values travel.</param>
internal sealed record IntervalColumn(string Name, string Type, Array Values)
{
    /// <summary>What becomes of a value, called <c>new.</c> and the column's name; null for itself.</summary>
    public string? As { get; init; }

    public static IntervalColumn Text(string name, string?[] values) => new(name, "text", values);

    public static IntervalColumn Json(string name, string[] values) => new(name, "text", values) { As = $"new.{name}::jsonb" };

    public static IntervalColumn Number(string name, short?[] values) => new(name, "smallint", values);
}
