using System.Text;

namespace Raposa.Views;

/// <summary>A page of a view as CSV: RFC 4180, a line of column names first, lines ending in CR LF.</summary>
internal static class ViewCsv
{
    // A spreadsheet takes a cell that begins with one of these for a formula, and some of ours hold what an attacker wrote.
    private const string Formula = "=+-@\t\r";
    private static readonly char[] Quoted = [',', '"', '\r', '\n'];

    public static string Of(ViewPage page)
    {
        var text = new StringBuilder();
        Line(text, page.View.Columns.Select(column => column.Name));
        foreach (var row in page.Rows)
        {
            Line(text, row.Cells.Select((cell, index) => Cell(cell, page.View.Columns[index].Type)));
        }

        return text.ToString();
    }

    /// <summary>Null is an empty field, and an empty text one in quotes.</summary>
    internal static string Cell(string? cell, string type)
    {
        if (cell is null)
        {
            return "";
        }

        var safe = type == "text" && cell.Length > 0 && Formula.Contains(cell[0], StringComparison.Ordinal) ? $"'{cell}" : cell;
        return safe.Length == 0 || safe.IndexOfAny(Quoted) >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells).Append("\r\n");
}
