using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Raposa.Ingestion.Parsing;

/// <summary>
/// Finds the records of a body in one pass over its bytes. A body is any sequence of JSON values: a log file
/// (<c>{"Records":[…]}</c>), an array of records, one record, one EventBridge event (whose <c>detail</c> is the record), or
/// several of these one after the other, as JSON lines are.
/// </summary>
internal sealed class DeliveryScanner(int maxRecords)
{
    /// <summary>CloudTrail nests about ten deep. The limit keeps a hostile body from exhausting anybody's stack.</summary>
    public const int MaxDepth = 512;

    private readonly KeyTracker _keys = new();
    private readonly List<ScannedRecord> _records = [];

    /// <summary>The records in the order of the body.</summary>
    public IReadOnlyList<ScannedRecord> Records => _records;

    /// <summary>Null if the body was read; else why it cannot be.</summary>
    public ParseRefusal? Scan(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            return ParseRefusal.BadRequest(
                "not-utf8", string.Create(CultureInfo.InvariantCulture, $"The body is not UTF-8: byte {FirstInvalid(body)} begins no character."));
        }

        var start = body.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(
            body[start..], isFinalBlock: true, new(new() { MaxDepth = MaxDepth, AllowMultipleValues = true }));
        try
        {
            return ScanValues(ref reader, start);
        }
        catch (JsonException broken)
        {
            return ParseRefusal.BadRequest(
                "not-json",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The body is not JSON at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}; nothing of it was stored."));
        }
    }

    private ParseRefusal? ScanValues(ref Utf8JsonReader reader, int start)
    {
        var values = 0;
        var isScalar = false;
        while (reader.Read())
        {
            values++;
            isScalar = reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
            var hasRoom = reader.TokenType == JsonTokenType.StartArray
                ? ScanArray(ref reader, start)
                : ScanRecord(ref reader, start, mayBeFile: true);
            if (!hasRoom)
            {
                return ParseRefusal.TooLarge(
                    "too-many-records",
                    string.Create(CultureInfo.InvariantCulture, $"The body has more than {maxRecords} records; send it in parts."));
            }
        }

        return (values, isScalar) switch
        {
            (0, _) => ParseRefusal.BadRequest("empty", "The body is empty; send CloudTrail records as JSON."),
            (1, true) => ParseRefusal.BadRequest(
                "not-records", "The body is one JSON scalar; send {\"Records\":[…]}, an array, a record, an EventBridge event or JSON lines."),
            _ => null,
        };
    }

    private bool ScanArray(ref Utf8JsonReader reader, int start)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!ScanRecord(ref reader, start, mayBeFile: false))
            {
                return false;
            }
        }

        return true;
    }

    private bool ScanRecord(ref Utf8JsonReader reader, int start, bool mayBeFile)
    {
        if (_records.Count == maxRecords)
        {
            return false;
        }

        var record = new ScannedRecord { Offset = start + (int)reader.TokenStartIndex, IsPlain = true };
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            record.Length = start + (int)reader.BytesConsumed - record.Offset;
            _records.Add(record);
            return true;
        }

        _keys.Reset();
        var walk = new RecordWalk(_keys, start);
        if (!walk.Object(ref reader, ref record, mayBeFile))
        {
            // Its records are the file's, one by one; the object around them is none.
            return ScanArray(ref reader, start) && SkipRestOfFile(ref reader);
        }

        _records.Add(record);
        return true;
    }

    private static bool SkipRestOfFile(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            reader.Read();
            reader.Skip();
        }

        return true;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> body)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(body[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }
}
