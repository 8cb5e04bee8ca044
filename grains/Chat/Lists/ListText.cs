using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Raposa.Views;

namespace Raposa.Chat.Lists;

/// <summary>Writes a view's rows as one piece of evidence: how many there are, each of them, and what is not known.</summary>
internal static partial class ListText
{
    /// <summary>More rows than these are counted and not told.</summary>
    public const int MostRows = 100;

    private const int MostUnknown = 10;

    /// <returns>Null where the question is about something that the list does not name.</returns>
    public static Evidence? Of(ListRule rule, IntentList list, ViewPage page, Intent intent, string question)
    {
        var table = new Table(page);
        var meant = table.Rows.ToList();
        List<string> narrowed = [.. list.Filters.Except(rule.Always).Select(filter => $"{Spoken(filter.Column)} {filter.Value}")];
        if (NamesIn(intent) is { Count: > 0 } names)
        {
            meant = meant.FindAll(row => names.Exists(name => row.Any(cell => cell is not null && Names(cell, name))));
            if (meant.Count == 0)
            {
                return null;
            }

            narrowed.AddRange(names);
        }

        foreach (var column in rule.Values.Where(table.Has))
        {
            var values = meant.Select(row => table.Cell(row, column)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Where(value => IsAsked(question, column, value)).ToList();
            if (values.Count > 0)
            {
                meant = meant.FindAll(row => values.Contains(table.Cell(row, column), StringComparer.OrdinalIgnoreCase));
                narrowed.Add($"{Spoken(column)} {string.Join(" or ", values)}");
            }
        }

        if (rule.Apart is { } apart && !apart.Mention.IsMatch(question))
        {
            meant = meant.FindAll(row => table.Cell(row, apart.Column)?.Contains(apart.Part, StringComparison.Ordinal) != true);
        }

        var known = meant.FindAll(row => table.Cell(row, "answer") == rule.Answer);
        var unknown = meant.FindAll(row => table.Cell(row, "answer") == "unknown");
        string[] lines =
        [
            page.Coverage.Length > 0 ? $"Stands on: {page.Coverage}" : "",
            .. known.Take(MostRows).Select(row => $"- {Told(rule, table, row)}"),
            .. known.Count > MostRows ? [string.Create(CultureInfo.InvariantCulture, $"- and {known.Count - MostRows} more, which {rule.View} lists")] : Array.Empty<string>(),
            .. unknown.Take(MostUnknown).Select(row => $"Not known: {Told(rule, table, row)}: {table.Cell(row, "why")}"),
            .. unknown.Count > MostUnknown ? [string.Create(CultureInfo.InvariantCulture, $"Not known: {unknown.Count - MostUnknown} more.")] : Array.Empty<string>(),
        ];
        return new()
        {
            Number = 0, Kind = EvidenceKind.Table, Id = rule.View, Total = known.Count, Unknown = unknown.Count, SeenAt = table.AsOf(meant) ?? page.AsOf,
            IsBlind = known.Count == 0 && unknown.Count > 0 && unknown.TrueForAll(row => NameOf(rule, table, row) is null),
            Title = narrowed.Count > 0 ? $"{rule.Title} ({string.Join(", ", narrowed)})" : rule.Title,
            Text = string.Join('\n', lines.Where(line => line.Length > 0)),
        };
    }

    private static string? NameOf(ListRule rule, Table table, ImmutableArray<string?> row) => table.Cell(row, rule.Shown[0]) is { Length: > 0 } name ? name : null;

    private static string Told(ListRule rule, Table table, ImmutableArray<string?> row)
    {
        var first = rule.Shown.Select(column => table.Cell(row, column)).FirstOrDefault(cell => cell is { Length: > 0 });
        string[] rest =
        [
            .. rule.Shown.Where(column => table.Cell(row, column) is { Length: > 0 } cell && cell != first).Select(column => $"{Spoken(column)} {Clean(table.Cell(row, column)!)}"),
            .. table.Cell(row, "account_id") is { Length: > 0 } account ? [$"account {account}"] : Array.Empty<string>(),
            .. table.Cell(row, "region") is { Length: > 0 } region ? [region] : Array.Empty<string>(),
        ];
        return first is null ? string.Join(", ", rest) : $"{first}{(rest.Length > 0 ? $"; {string.Join("; ", rest)}" : "")}";
    }

    // What is told of a row is one sentence.
    private static string Clean(string cell) => cell.TrimEnd('.').ReplaceLineEndings(" ");

    private static string Spoken(string column) => column switch
    {
        "account_id" => "account", "arn" => "ARN", _ => (column.EndsWith("_at", StringComparison.Ordinal) ? column[..^3] : column).Replace('_', ' '),
    };

    // What is meant by its name; an account and a region are filters of their own.
    private static List<string> NamesIn(Intent intent) =>
    [
        .. intent.Entities.Where(entity => entity.Kind is EntityKind.Arn or EntityKind.ResourceId or EntityKind.Domain or EntityKind.Email or EntityKind.AccessKey or EntityKind.Reference or EntityKind.Name)
            .Select(entity => entity.Text).Where(text => !Region().IsMatch(text)).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static bool Names(string cell, string name) => Grounds.Of(cell).HasName(name);

    // "Production" is meant by "prod", and the other way round.
    private static bool IsAsked(string question, string column, string value) => value.Length > 2 && WordsOf().Matches(question).Any(word =>
        word.Value.Equals(value, StringComparison.OrdinalIgnoreCase)
        || (word.Value.EndsWith('s') && word.Value[..^1].Equals(value, StringComparison.OrdinalIgnoreCase))
        || (column == "environment" && word.Length > 3
            && (word.Value.StartsWith(value, StringComparison.OrdinalIgnoreCase) || value.StartsWith(word.Value, StringComparison.OrdinalIgnoreCase))));

    [GeneratedRegex(@"^[a-z]{2}(-gov)?-[a-z]+-\d$")]
    private static partial Regex Region();

    [GeneratedRegex(@"[A-Za-z0-9_.:-]*[A-Za-z0-9]")]
    private static partial Regex WordsOf();

    private sealed class Table(ViewPage page)
    {
        private readonly Dictionary<string, int> _columns = page.View.Columns.Select((column, at) => (column.Name, at)).ToDictionary(pair => pair.Name, pair => pair.at, StringComparer.Ordinal);

        public IEnumerable<ImmutableArray<string?>> Rows => page.Rows.Select(row => row.Cells);

        public bool Has(string column) => _columns.ContainsKey(column);

        public string? Cell(ImmutableArray<string?> row, string column) => _columns.TryGetValue(column, out var at) ? row[at] : null;

        /// <summary>The oldest state that a row is of.</summary>
        public DateTimeOffset? AsOf(IEnumerable<ImmutableArray<string?>> rows) => rows.Select(row => Cell(row, "as_of")).OfType<string>()
            .Select(text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : (DateTimeOffset?)null).Where(at => at is not null).Min();
    }
}
