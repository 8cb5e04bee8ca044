using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Raposa.Detection;

/// <summary>One CloudTrail record and where it stands.</summary>
/// <param name="Path">The file, below the folder that was asked for, with forward slashes.</param>
/// <param name="Line">0-based: the line in a file of JSON lines, else the place in the file's list of records.</param>
/// <param name="Record">Valid until the next one is read.</param>
internal readonly record struct LocatedEvent(string Path, int Line, JsonElement Record);

/// <summary>Reads CloudTrail records from a file or a folder, in the shapes AWS delivers them and people keep them.</summary>
/// <remarks>
/// <c>{"Records":[…]}</c>, a list, one record, or JSON lines; plain or gzip. Lists of labels and expectations lie beside such
/// files: in a folder, a file in which nothing has an eventName or eventSource holds no events, and is passed over.
/// </remarks>
internal sealed class EventFiles(string root)
{
    private static readonly string[] Endings = [".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz"];

    private readonly List<SigmaError> _errors = [];
    private readonly List<string> _passedOver = [];

    /// <summary>Files and lines that could not be read.</summary>
    public IReadOnlyList<SigmaError> Errors => _errors;

    /// <summary>Files in the folder that hold something other than CloudTrail.</summary>
    public IReadOnlyList<string> PassedOver => _passedOver;

    public IEnumerable<string> Paths() => File.Exists(root)
        ? [root]
        : Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(path => Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal);

    public IEnumerable<LocatedEvent> Read(string path)
    {
        var name = File.Exists(root) ? Path.GetFileName(root) : Path.GetRelativePath(root, path).Replace('\\', '/');
        if (!File.Exists(root) && !HoldsEvents(path, name))
        {
            _passedOver.Add(name);
            yield break;
        }

        foreach (var (document, line) in Documents(path, name, _errors))
        {
            using (document)
            {
                var records = RecordsIn(document.RootElement);
                for (var i = 0; i < records.Count; i++)
                {
                    yield return new LocatedEvent(name, line ?? i, records[i]);
                }
            }
        }
    }

    // Reads as far as the first record. A broken file may be one of events, and is then reported when it is read.
    private static bool HoldsEvents(string path, string name)
    {
        var errors = new List<SigmaError>();
        foreach (var (document, _) in Documents(path, name, errors))
        {
            using (document)
            {
                if (RecordsIn(document.RootElement).Any(IsRecord))
                {
                    return true;
                }
            }
        }

        return errors.Count > 0;
    }

    /// <summary>A file is JSON lines by its name, or because its first line is a whole JSON value and more follows.</summary>
    private static IEnumerable<(JsonDocument Document, int? Line)> Documents(string path, string name, List<SigmaError> errors)
    {
        if (!path.Contains(".jsonl", StringComparison.OrdinalIgnoreCase) && !path.Contains(".ndjson", StringComparison.OrdinalIgnoreCase))
        {
            if (TryParseWhole(path, name, errors, out var whole))
            {
                if (whole is not null)
                {
                    yield return (whole, null);
                }

                yield break;
            }
        }

        using var reader = Open(path);
        for (var line = 0; ReadLine(reader, name, line, errors) is { } text; line++)
        {
            if (!string.IsNullOrWhiteSpace(text) && TryParse(text, name, line, errors, out var document))
            {
                yield return (document!, line);
            }
        }
    }

    /// <summary>False where the file looks like JSON lines.</summary>
    private static bool TryParseWhole(string path, string name, List<SigmaError> errors, out JsonDocument? document)
    {
        document = null;
        try
        {
            using var reader = Open(path);
            document = JsonDocument.Parse(reader.ReadToEnd());
            return true;
        }
        catch (JsonException broken)
        {
            using var reader = Open(path);
            if (reader.ReadLine() is { } first && IsJson(first))
            {
                return false;
            }

            errors.Add(new SigmaError(name, (int)(broken.LineNumber ?? 0) + 1, $"not JSON: {broken.Message}"));
            return true;
        }
        catch (InvalidDataException broken)
        {
            errors.Add(new SigmaError(name, 0, $"not gzip: {broken.Message}"));
            return true;
        }
    }

    private static string? ReadLine(StreamReader reader, string name, int line, List<SigmaError> errors)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (InvalidDataException broken)
        {
            errors.Add(new SigmaError(name, line + 1, $"not gzip: {broken.Message}"));
            return null;
        }
    }

    private static bool TryParse(string text, string name, int line, List<SigmaError> errors, out JsonDocument? document)
    {
        try
        {
            document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException broken)
        {
            errors.Add(new SigmaError(name, line + 1, $"not JSON: {broken.Message}"));
            document = null;
            return false;
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static StreamReader Open(string path)
    {
        Stream file = File.OpenRead(path);
        return new StreamReader(
            path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file, Encoding.UTF8);
    }

    private static List<JsonElement> RecordsIn(JsonElement root) => root switch
    {
        { ValueKind: JsonValueKind.Array } => [.. root.EnumerateArray()],
        { ValueKind: JsonValueKind.Object } when root.TryGetProperty("Records", out var records)
            && records.ValueKind == JsonValueKind.Array => [.. records.EnumerateArray()],
        // EventBridge wraps the record.
        { ValueKind: JsonValueKind.Object } when root.TryGetProperty("detail", out var detail) && IsRecord(detail) => [detail],
        _ => [root],
    };

    private static bool IsRecord(JsonElement element) => element.ValueKind == JsonValueKind.Object
        && (element.TryGetProperty("eventName", out _) || element.TryGetProperty("eventSource", out _));
}
