using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Raposa.Collection.Sources;

/// <summary>What every declaration must keep to.</summary>
internal static partial class SourceRules
{
    /// <summary>Reminders of the engine are no finer.</summary>
    private static readonly TimeSpan FastestTick = TimeSpan.FromMinutes(1);

    /// <returns>A sentence per fault, each beginning with the source's name.</returns>
    public static ImmutableArray<string> FaultsOf(ImmutableArray<SourceDefinition> sources) =>
    [
        .. sources.CountBy(source => source.Name).Where(name => name.Value > 1).Select(name => $"{name.Key}: is declared {name.Value} times."),
        .. sources.SelectMany(source => FaultsOf(source).Select(fault => $"{source.Name}: {fault}")),
    ];

    private static IEnumerable<string> FaultsOf(SourceDefinition source)
    {
        var prefix = $"{source.Provider.ToString().ToLowerInvariant()}_";
        if (!source.Name.StartsWith(prefix, StringComparison.Ordinal) || !SnakeCase().IsMatch(source.Name))
        {
            yield return $"its name is in snake_case and begins with {prefix}.";
        }

        if (!source.Description.EndsWith('.'))
        {
            yield return "its description is a sentence and ends with a period.";
        }

        if (source.Cadence is not { } cadence || cadence.Fastest < FastestTick || cadence.Usual < cadence.Fastest || cadence.Slowest < cadence.Usual)
        {
            yield return $"its cadence runs from fastest (a minute or more) over usual to slowest; it is {source.Cadence}.";
        }

        foreach (var operation in source.Read.Operations.Where(operation => source.Provider == Provider.Aws && !AwsActions.IsKnown(operation)))
        {
            yield return $"'{operation}' is not one of the reads (service:Operation) that the client of AWS knows.";
        }

        foreach (var fault in ColumnFaultsOf(source).Concat(RedactionFaultsOf(source)).Concat(HintFaultsOf(source)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> ColumnFaultsOf(SourceDefinition source)
    {
        if (source.Columns.Count(column => column.IsKey) != 1)
        {
            yield return $"it has {source.Columns.Count(column => column.IsKey)} key columns; it has exactly one.";
        }

        foreach (var (name, times) in source.Columns.CountBy(column => column.Name).Where(name => name.Value > 1))
        {
            yield return $"column {name} is declared {times} times.";
        }

        if (source.ChangedAtColumn is { } changed && source.Columns.All(column => column.Name != changed || column.Type != ColumnType.Timestamp))
        {
            yield return $"there is no timestamp column {changed}, which would say when a resource last changed.";
        }

        foreach (var part in source.Read is AwsRead read ? read.KeyParts.Where(part => part != ResourceKey.Account && !IsPath(part)) : [])
        {
            yield return $"'{part}', a part of its key, is not a path.";
        }

        if (source.Read is AwsRead { KeyParts.IsEmpty: var isPlain } && source.Columns.FirstOrDefault(column => column.IsKey) is { } key
            && isPlain == (key.Path == ResourceKey.Member))
        {
            yield return $"its key column is {ResourceKey.Member} if and only if its key has parts.";
        }

        foreach (var column in source.Columns)
        {
            if (!SnakeCase().IsMatch(column.Name))
            {
                yield return $"column {column.Name} is not in snake_case.";
            }

            if (!column.Description.EndsWith('.'))
            {
                yield return $"the description of column {column.Name} is a sentence and ends with a period.";
            }

            if (PathFaultOf(column) is { } fault)
            {
                yield return $"column {column.Name}: {fault}";
            }
        }
    }

    private static string? PathFaultOf(Column column)
    {
        try
        {
            var isPlural = SourcePath.Parse(column.Path).IsPlural;
            return column.IsKey ? (column.Type == ColumnType.Text && !isPlural ? null : "a key is one text.")
                : isPlural && column.Type is not (ColumnType.TextArray or ColumnType.Json)
                    ? $"'{column.Path}' leads to several places, so its type is TextArray."
                : null;
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
    }

    private static IEnumerable<string> RedactionFaultsOf(SourceDefinition source)
    {
        foreach (var redaction in source.Redactions)
        {
            if (!RedactionPolicies.Names.Contains(redaction.Policy))
            {
                yield return $"there is no redaction policy '{redaction.Policy}'.";
            }

            if (ResourceKey.PartsOf(source).Contains(redaction.Path))
            {
                yield return $"'{redaction.Path}' is its key and cannot be redacted.";
            }

            if (!IsPath(redaction.Path))
            {
                yield return $"'{redaction.Path}', to be redacted, is not a path.";
            }
        }
    }

    private static IEnumerable<string> HintFaultsOf(SourceDefinition source) => source.RefreshedBy
        .Where(hint => hint.KeyPath is { } path && !IsPath(path))
        .Select(hint => $"'{hint.KeyPath}', where an event has the key, is not a path.");

    private static bool IsPath(string text)
    {
        try
        {
            return SourcePath.Parse(text).Steps.Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();
}
