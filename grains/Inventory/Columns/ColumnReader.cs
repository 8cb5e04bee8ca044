using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Raposa.Collection;

namespace Raposa.Inventory;

/// <summary>
/// Reads a source's columns out of its documents, as one JSON object of those that have a value. What it writes for a
/// column can be cast to the column's type in SQL; a value that cannot be is left out, for the document has it still.
/// It reads documents as <c>jsonb</c> can hold them. The key is not among them: two resources may say the same and differ by
/// it alone, and then they share a document.
/// </summary>
internal sealed class ColumnReader
{
    private readonly ImmutableArray<(Column Column, ColumnPath Path)> _columns;
    private readonly ColumnPath? _changedAt;

    /// <exception cref="FormatException">A column's path is none.</exception>
    public ColumnReader(SourceDefinition source)
    {
        _columns = [.. source.Columns.Where(column => !column.IsKey).Select(column => (column, ColumnPath.Parse(column.Path)))];
        _changedAt = source.ChangedAtColumn is { } name
            ? _columns.Single(one => one.Column.Name == name).Path
            : null;
        Version = VersionOf(source);
    }

    /// <summary>Changes whenever the columns are declared differently, so that what was read by another declaration is known.</summary>
    public int Version { get; }

    public bool KnowsChangedAt => _changedAt is not null;

    /// <summary>The columns as a JSON object.</summary>
    public byte[] Read(JsonElement document)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        foreach (var (column, path) in _columns)
        {
            Write(writer, column, path, document);
        }

        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>When the vendor says that the resource became what it is; null where it does not say.</summary>
    public DateTimeOffset? ReadChangedAt(JsonElement document) =>
        _changedAt?.Read(document).Select(ColumnValue.Time).FirstOrDefault(time => time is not null);

    private static void Write(Utf8JsonWriter writer, Column column, ColumnPath path, JsonElement document)
    {
        var values = path.Read(document);
        if (column.Type == ColumnType.TextArray)
        {
            WriteTexts(writer, column.Name, path, values);
        }
        else if (values.FirstOrDefault() is { ValueKind: not JsonValueKind.Undefined } value)
        {
            if (column.Type == ColumnType.Json && path.IsMany)
            {
                writer.WritePropertyName(column.Name);
                WriteArray(writer, values);
            }
            else
            {
                ColumnValue.Write(writer, column, value);
            }
        }
    }

    // A list that is there and empty is an empty array; one that is not there is no value.
    private static void WriteTexts(Utf8JsonWriter writer, string name, ColumnPath path, IEnumerable<JsonElement> values)
    {
        var texts = path.IsMany
            ? values.Select(ColumnValue.Text)
            : values.SelectMany(value => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(ColumnValue.Text) : [ColumnValue.Text(value)]);
        var all = texts.OfType<string>().ToList();
        if (all.Count == 0 && !values.Any() && !path.IsMany)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var text in all)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteArray(Utf8JsonWriter writer, IEnumerable<JsonElement> values)
    {
        writer.WriteStartArray();
        foreach (var value in values)
        {
            value.WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    private static int VersionOf(SourceDefinition source)
    {
        var text = string.Join('\n', source.Columns.Select(column => $"{column.Name} {column.Path} {column.Type}"));
        return BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
