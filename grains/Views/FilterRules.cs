using System.Collections.Immutable;
using System.Globalization;

namespace Raposa.Views;

/// <summary>What a filter on a view may say.</summary>
internal static class FilterRules
{
    /// <summary>What is wrong with them, in a sentence; null if nothing is.</summary>
    public static string? FaultOf(ViewDefinition view, ImmutableArray<ViewFilter> filters)
    {
        foreach (var filter in filters)
        {
            if (view.Description.Columns.FirstOrDefault(column => column.Name == filter.Column) is not { } column)
            {
                return $"{view.Name} has no column {filter.Column}; it has {string.Join(", ", view.Description.Columns.Select(one => one.Name))}.";
            }

            if (filter.Value.Length > 0 && !IsOf(column.Type, filter.Value))
            {
                return $"'{filter.Value}' is no value of {filter.Column}, which is of type {column.Type}.";
            }
        }

        return null;
    }

    /// <summary>The condition on a column; its value is the parameter.</summary>
    public static string ConditionOf(ViewDefinition view, ViewFilter filter, string parameter)
    {
        var type = view.Description.Columns.First(column => column.Name == filter.Column).Type;
        var name = $"v.{ViewStatements.Name(filter.Column)}";
        return filter.Value.Length == 0
            ? $"coalesce({name}::text, '') = {parameter}::text"
            : $"{name} = {parameter}::text::{type}";
    }

    private static bool IsOf(string type, string value) => type switch
    {
        "int" => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "bigint" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "numeric" => decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
        "boolean" => value is "true" or "false",
        "timestamptz" => DateTimeOffset.TryParseExact(
            value, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        "date" => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "uuid" => Guid.TryParseExact(value, "D", out _),
        _ => !value.Contains('\0', StringComparison.Ordinal),
    };
}
