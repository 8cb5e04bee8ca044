using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Raposa.Cli;

/// <summary>
/// Finds CloudTrail in files and folders: <c>.json</c> and <c>.json.gz</c> as AWS delivers them (<c>{"Records":[…]}</c>, an
/// array, one record or one EventBridge event), <c>.jsonl</c> and <c>.ndjson</c> with one of these on each line.
/// </summary>
internal static class TrailFiles
{
    private static readonly string[] Endings =
        [".json", ".json.gz", ".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz"];

    /// <summary>The files below the paths, folders in order of their names. Digest files hold signatures, not events, and are left out.</summary>
    /// <exception cref="FileNotFoundException">A path is neither a file nor a folder.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                files.AddRange(Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                    .Where(file => IsTrail(file) && !file.Contains("CloudTrail-Digest", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal));
            }
            else if (File.Exists(path))
            {
                files.Add(path);
            }
            else
            {
                throw new FileNotFoundException($"{path}: no such file or folder.", path);
            }
        }

        return files;
    }

    /// <summary>The records of a file in order; what is no JSON goes to <paramref name="reject"/> and the rest goes on.</summary>
    /// <param name="progress">Told how many bytes of the file, as it lies on disk, were read since it was last told.</param>
    public static async IAsyncEnumerable<TrailRecord> ReadAsync(
        string file, Action<Rejection> reject, Action<long> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var disk = new FileStream(file, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        var isZipped = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        await using var stream = isZipped ? new GZipStream(disk, CompressionMode.Decompress) : (Stream)disk;
        var name = isZipped ? file[..^3] : file;
        var told = 0L;
        void Tell()
        {
            progress(disk.Position - told);
            told = disk.Position;
        }

        if (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            using var whole = new MemoryStream();
            await stream.CopyToAsync(whole, cancellationToken);
            foreach (var record in ReadWhole(file, whole.GetBuffer().AsMemory(0, (int)whole.Length), reject))
            {
                yield return record;
            }

            Tell();
            yield break;
        }

        var position = 0;
        await foreach (var line in LinesAsync(stream, cancellationToken))
        {
            foreach (var record in ReadLine(file, position, line, reject))
            {
                yield return record;
            }

            position++;
            Tell();
        }
    }

    private static bool IsTrail(string file) => Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<TrailRecord> ReadWhole(string file, ReadOnlyMemory<byte> text, Action<Rejection> reject)
    {
        text = WithoutMark(text);
        if (Parse(text) is { } records)
        {
            return records.Select((json, position) => new TrailRecord(file, position, IsLine: false, json));
        }

        // Many tools write one record a line and still call the file .json.
        return Lines(text).SelectMany((line, position) => ReadLine(file, position, line, reject));
    }

    private static IEnumerable<TrailRecord> ReadLine(string file, int position, ReadOnlyMemory<byte> line, Action<Rejection> reject)
    {
        line = position == 0 ? WithoutMark(line) : line;
        if (line.Span.Trim(" \t\r"u8).IsEmpty)
        {
            return [];
        }

        if (Parse(line) is { } records)
        {
            return records.Select(json => new TrailRecord(file, position, IsLine: true, json));
        }

        reject(new(new(file, position, IsLine: true, line), "not-json", "This is no JSON; the file may be damaged or of another format."));
        return [];
    }

    // Null: not one JSON value.
    private static List<ReadOnlyMemory<byte>>? Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. Unwrap(document.RootElement).Select(element => (ReadOnlyMemory<byte>)JsonMarshal.GetRawUtf8Value(element).ToArray())];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<JsonElement> Unwrap(JsonElement root) => root switch
    {
        { ValueKind: JsonValueKind.Array } => root.EnumerateArray(),
        { ValueKind: JsonValueKind.Object } when root.TryGetProperty("Records", out var records)
            && records.ValueKind == JsonValueKind.Array => records.EnumerateArray(),
        { ValueKind: JsonValueKind.Object } when root.TryGetProperty("detail-type", out _)
            && root.TryGetProperty("detail", out var detail) => [detail],
        _ => [root],
    };

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.Span.IndexOf((byte)'\n');
            yield return end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                yield return buffer.Slice(0, end).ToArray();
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            if (read.IsCompleted)
            {
                if (!buffer.IsEmpty)
                {
                    yield return buffer.ToArray();
                }

                await pipe.CompleteAsync();
                yield break;
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> text) =>
        text.Span.StartsWith("\uFEFF"u8) ? text[3..] : text;
}
