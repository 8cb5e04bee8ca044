using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Raposa.Views;

/// <summary>Rows of a view as the API shows them.</summary>
/// <param name="AsOf">The moment that was asked about.</param>
/// <param name="Coverage">How much of what the answer stands on is known.</param>
/// <param name="Total">How many rows the filters leave in all.</param>
/// <param name="Unknown">How many of these say that something is unknown.</param>
/// <param name="IsTruncated">Whether there are more rows than these.</param>
/// <param name="Next">The offset of the next page; null on the last one. Give the same asOf with it.</param>
/// <param name="Rows">An object each, with the view's columns.</param>
public sealed record ViewRows(
    string Name, string Question, DateTimeOffset AsOf, string Coverage, long Total, long Unknown, bool IsTruncated, int? Next,
    ImmutableArray<ViewColumn> Columns, ImmutableArray<RawJson> Rows)
{
    public static ViewRows Of(ViewPage page) => new(
        page.View.Name, page.View.Question, page.AsOf, page.Coverage, page.Total, page.Unknown, page.Next is not null, page.Next, page.View.Columns,
        [.. page.Rows.Select(row => ObjectOf(page.View, row))]);

    private static RawJson ObjectOf(ViewDescription view, ViewRow row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (column, cell) in view.Columns.Zip(row.Cells))
            {
                writer.WritePropertyName(column.Name);
                Write(writer, column.Type, cell);
            }

            writer.WriteEndObject();
        }

        return new(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter writer, string type, string? cell)
    {
        if (cell is null)
        {
            writer.WriteNullValue();
        }
        else if (type is "int" or "bigint" or "numeric" or "boolean")
        {
            writer.WriteRawValue(cell);
        }
        else
        {
            writer.WriteStringValue(cell);
        }
    }
}

/// <summary>The views that there are, by name.</summary>
public sealed record ViewList(ImmutableArray<ViewDescription> Views);
