using System.IO.Compression;
using Raposa.DemoWorld;

namespace Raposa.Benchmarks;

/// <summary>Log files of the demo's company, compressed, each record under an id of its own. The same seed makes the same files.</summary>
internal sealed class TrailBatches
{
    private readonly int _records;
    private readonly Random _random;
    private readonly byte[][] _templates;
    private readonly int[] _idAt;
    private int _next;

    public TrailBatches(int seed, int records)
    {
        _records = records;
        _random = new(seed);
        var events = DemoDay.Generate(seed, DateTimeOffset.UtcNow).Events.Where(one => one.Story == DemoStory.Ordinary).ToList();
        _templates = [.. events.Select(one => one.Record.ToArray())];
        _idAt = [.. events.Select(one => one.Record.Span.IndexOf(System.Text.Encoding.ASCII.GetBytes(one.EventId)))];
        BytesPerRecord = _templates.Average(one => one.Length);
    }

    public double BytesPerRecord { get; }

    public byte[] Next()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write("{\"Records\":["u8);
            for (var n = 0; n < _records; n++)
            {
                var at = _next++ % _templates.Length;
                var record = (byte[])_templates[at].Clone();
                NewId().TryFormat(record.AsSpan(_idAt[at], 36), out _, "D");
                gzip.Write(n == 0 ? ""u8 : ","u8);
                gzip.Write(record);
            }

            gzip.Write("]}"u8);
        }

        return compressed.ToArray();
    }

    private Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new(bytes);
    }
}
