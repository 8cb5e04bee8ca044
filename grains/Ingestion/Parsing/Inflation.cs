using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace Raposa.Ingestion.Parsing;

/// <summary>
/// Inflates a body that is gzip, by its <c>content-encoding</c> or by its first bytes, and stops at the first byte beyond
/// what is allowed: a few kilobytes can stand for gigabytes.
/// </summary>
internal static class Inflation
{
    // RFC 1952: 10 bytes of header, 8 of trailer, the last 4 of which say the length of the last member.
    private const int Shortest = 18;

    // GZipStream reads a body that was cut short to its end without a word. So a member of ours is put behind it: it comes
    // out whole only if everything before it did.
    private static readonly byte[] End = "end of the body"u8.ToArray();
    private static readonly byte[] EndMember = Compress(End);

    /// <summary>The text, which is the body itself if it is not compressed; or why it cannot be had.</summary>
    public static (byte[]? Text, ParseRefusal? Refusal) Inflate(byte[] body, string? contentEncoding, IngestionLimits limits)
    {
        var isGzip = IsGzip(body);
        switch (contentEncoding?.Trim())
        {
            case null or "":
            case { } identity when identity.Equals("identity", StringComparison.OrdinalIgnoreCase):
            case { } gzip when isGzip && (gzip.Equals("gzip", StringComparison.OrdinalIgnoreCase) || gzip.Equals("x-gzip", StringComparison.OrdinalIgnoreCase)):
                break;
            case { } gzip when gzip.Equals("gzip", StringComparison.OrdinalIgnoreCase) || gzip.Equals("x-gzip", StringComparison.OrdinalIgnoreCase):
                return (null, ParseRefusal.BadRequest("not-gzip", "The content-encoding is gzip but the body does not begin as gzip does."));
            default:
                return (null, new(
                    DeliveryRefusalKind.UnsupportedMediaType, "content-encoding", "Send the body as it is or with content-encoding gzip."));
        }

        if (!isGzip)
        {
            return body.Length <= limits.MaxInflatedBytes ? (body, null) : (null, TooLarge(limits));
        }

        try
        {
            return InflateGzip(body, limits);
        }
        catch (InvalidDataException)
        {
            return (null, Broken());
        }
    }

    private static (byte[]? Text, ParseRefusal? Refusal) InflateGzip(byte[] body, IngestionLimits limits)
    {
        if (body.Length < Shortest)
        {
            return (null, Broken());
        }

        var allowed = (int)Math.Min(limits.MaxInflatedBytes, Math.Max(limits.RatioFrom, (long)body.Length * limits.MaxRatio));
        var promised = BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan(body.Length - 4));

        // Almost every body is one member and says its length truly: then it is read into place at once.
        var text = GC.AllocateUninitializedArray<byte>((int)Math.Min(promised, (uint)allowed));
        using var gzip = new GZipStream(new MemoryStream([.. body, .. EndMember]), CompressionMode.Decompress);
        var length = gzip.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        var rest = new ArrayBufferWriter<byte>();
        while (gzip.Read(rest.GetSpan(4096)) is > 0 and var read)
        {
            rest.Advance(read);
            if (length + rest.WrittenCount > allowed + End.Length)
            {
                return (null, TooLarge(limits));
            }
        }

        if (length < text.Length || !rest.WrittenSpan.EndsWith(End))
        {
            return (null, Broken());
        }

        return (rest.WrittenCount == End.Length ? text : [.. text, .. rest.WrittenSpan[..^End.Length]], null);
    }

    /// <summary>The body as gzip: itself, if it is.</summary>
    public static byte[] Deflate(byte[] body) => IsGzip(body) ? body : Compress(body);

    private static bool IsGzip(byte[] body) => body is [0x1f, 0x8b, ..];

    private static byte[] Compress(ReadOnlySpan<byte> text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(text);
        }

        return compressed.ToArray();
    }

    private static ParseRefusal Broken() => ParseRefusal.BadRequest("not-gzip", "The body begins as gzip but is broken or cut short.");

    private static ParseRefusal TooLarge(IngestionLimits limits) => ParseRefusal.TooLarge(
        "inflated-size",
        string.Create(
            CultureInfo.InvariantCulture,
            $"The body inflates to more than {limits.MaxInflatedBytes} bytes or {limits.MaxRatio} times its size; send it in parts."));
}
