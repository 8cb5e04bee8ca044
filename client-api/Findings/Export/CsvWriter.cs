using System.Globalization;
using System.Text;

namespace Raposa.Findings.Export;

/// <summary>RFC 4180, with a header. A cell that a spreadsheet would take for a formula begins with an apostrophe.</summary>
internal sealed class CsvWriter(Stream output) : FindingWriter
{
    private static readonly (string Name, Func<Finding, string?> Value)[] Columns =
    [
        ("id", finding => finding.Id.ToString("D")),
        ("fingerprint", finding => finding.Fingerprint),
        ("kind", finding => finding.Kind),
        ("severity", finding => QueryText.NameOf(finding.Severity)),
        ("status", finding => QueryText.NameOf(finding.Status)),
        ("title", finding => finding.Title),
        ("detail", finding => finding.Detail),
        ("account", finding => finding.AccountId),
        ("region", finding => finding.Region),
        ("subject", finding => finding.Subject),
        ("priority", finding => finding.Priority.Score.ToString(CultureInfo.InvariantCulture)),
        ("priority_unknowns", finding => finding.Priority.Unknowns.ToString(CultureInfo.InvariantCulture)),
        ("exposure", finding => LevelOf(finding, "exposure")),
        ("sensor", finding => LevelOf(finding, "sensor")),
        ("role", finding => LevelOf(finding, "role")),
        ("first_seen_at", finding => Time(finding.FirstSeenAt)),
        ("last_seen_at", finding => Time(finding.LastSeenAt)),
        ("changed_at", finding => Time(finding.ChangedAt)),
        ("resolved_at", finding => Time(finding.ResolvedAt)),
        ("closed_at", finding => Time(finding.ClosedAt)),
        ("suppressed_until", finding => finding.Suppression is { IsActive: true } suppression ? Time(suppression.Until) : null),
        ("suppression_reason", finding => finding.Suppression is { IsActive: true } suppression ? suppression.Reason : null),
    ];

    private bool _hasHeader;

    public override string ContentType => "text/csv; charset=utf-8; header=present";

    public override string Extension => "csv";

    public override async Task WriteAsync(Finding finding, CancellationToken cancellationToken)
    {
        await HeaderAsync(cancellationToken);
        await LineAsync(Columns.Select(column => Cell(column.Value(finding))), cancellationToken);
    }

    public override Task EndAsync(CancellationToken cancellationToken) => HeaderAsync(cancellationToken);

    /// <summary>A value as a cell: quoted where it must be, and never a formula.</summary>
    public static string Cell(string? value)
    {
        var text = value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{value}" : value ?? "";
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private async Task HeaderAsync(CancellationToken cancellationToken)
    {
        if (!_hasHeader)
        {
            _hasHeader = true;
            await LineAsync(Columns.Select(column => column.Name), cancellationToken);
        }
    }

    private async Task LineAsync(IEnumerable<string> cells, CancellationToken cancellationToken) =>
        await output.WriteAsync(Encoding.UTF8.GetBytes($"{string.Join(',', cells)}\r\n"), cancellationToken);

    private static string? LevelOf(Finding finding, string factor) => finding.Priority.Factors.FirstOrDefault(one => one.Name == factor)?.Level;

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
