using System.Collections.Immutable;
using System.IO.Compression;

namespace Raposa.Cli;

/// <summary>What goes out in one request: at most 1,000 records and 4 MiB, unless a single record is larger.</summary>
/// <remarks>The server's own caps are 5 MiB on the wire and 64 MiB unpacked, with a ceiling on the ratio.</remarks>
internal sealed record Batch(ImmutableArray<TrailRecord> Records)
{
    public const int MaxRecords = 1_000;
    public const int MaxBytes = 4 * 1024 * 1024;

    // Text that shrinks further than this looks like a bomb to a receiver; it goes as it is.
    private const int MaxRatio = 50;

    /// <summary>Cuts a stream of records into batches, in order.</summary>
    public static async IAsyncEnumerable<Batch> CutAsync(IAsyncEnumerable<TrailRecord> records)
    {
        var batch = ImmutableArray.CreateBuilder<TrailRecord>();
        var bytes = 0;
        await foreach (var record in records)
        {
            if (batch.Count > 0 && (batch.Count == MaxRecords || bytes + record.Json.Length >= MaxBytes))
            {
                yield return new(batch.DrainToImmutable());
                bytes = 0;
            }

            batch.Add(record);
            bytes += record.Json.Length + 1;
        }

        if (batch.Count > 0)
        {
            yield return new(batch.DrainToImmutable());
        }
    }

    /// <summary>Two halves, for a receiver whose caps are lower.</summary>
    public (Batch First, Batch Second) Split() => (new(Records[..(Records.Length / 2)]), new(Records[(Records.Length / 2)..]));

    /// <summary>The bytes to send, and whether they are gzip.</summary>
    public (byte[] Body, bool IsZipped) Pack()
    {
        using var plain = new MemoryStream();
        plain.Write("{\"Records\":["u8);
        for (var i = 0; i < Records.Length; i++)
        {
            if (i > 0)
            {
                plain.WriteByte((byte)',');
            }

            plain.Write(Records[i].Json.Span);
        }

        plain.Write("]}"u8);

        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
        {
            plain.WriteTo(gzip);
        }

        return plain.Length <= zipped.Length * MaxRatio ? (zipped.ToArray(), true) : (plain.ToArray(), false);
    }
}
