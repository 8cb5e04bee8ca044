using System.IO.Compression;
using System.Text;
using Raposa.Ingestion.Parsing;

namespace Raposa.Ingestion;

public class InflationTests
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes("""{"Records":[{"eventName":"ListBuckets"}]}""");
    private static readonly IngestionLimits Limits = new();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("identity")]
    public void A_plain_body_is_itself(string? encoding) => Assert.Same(Text, Inflation.Inflate(Text, encoding, Limits).Text);

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    [InlineData(null)]
    public void Gzip_is_known_by_its_name_and_by_its_bytes(string? encoding) =>
        Assert.Equal(Text, Inflate(Gzip(Text), encoding));

    [Fact]
    public void Members_one_after_the_other_are_one_text() =>
        Assert.Equal([.. Text, .. Text], Inflate([.. Gzip(Text), .. Gzip(Text)], "gzip"));

    [Fact]
    public void Nothing_compressed_is_nothing() =>
        Assert.Empty(Inflate(Convert.FromHexString("1f8b08000000000002ff03000000000000000000"), "gzip"));

    [Theory]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("gzip, gzip")]
    public void Another_encoding_is_another_media_type(string encoding) =>
        Assert.Equal(DeliveryRefusalKind.UnsupportedMediaType, Inflation.Inflate(Text, encoding, Limits).Refusal?.Kind);

    [Fact]
    public void A_body_that_only_says_it_is_gzip_is_refused() =>
        Assert.Equal("not-gzip", Inflation.Inflate(Text, "gzip", Limits).Refusal?.Reason);

    /// <summary>.NET's own reader ends quietly where the bytes end: a log file cut at a line would lose its rest unnoticed.</summary>
    [Fact]
    public void A_body_cut_short_anywhere_is_refused()
    {
        var lines = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 300).Select(n => $$"""{"eventID":"{{n}}"}""")));
        var whole = Gzip(lines);

        for (var length = 2; length < whole.Length; length++)
        {
            Assert.True(
                Inflation.Inflate(whole[..length], null, Limits).Refusal is { Reason: "not-gzip" },
                $"{length} of {whole.Length} bytes were taken for the whole");
        }
    }

    [Fact]
    public void A_flipped_byte_is_refused()
    {
        var broken = Gzip(Text);
        broken[^6] ^= 1;

        Assert.Equal("not-gzip", Inflation.Inflate(broken, "gzip", Limits).Refusal?.Reason);
    }

    [Fact]
    public void Inflating_stops_at_the_cap()
    {
        var limits = new IngestionLimits { MaxInflatedBytes = 100_000, MaxRatio = int.MaxValue };

        Assert.Equal(100_000, Inflation.Inflate(Gzip(new byte[100_000]), "gzip", limits).Text?.Length);
        Assert.Equal("inflated-size", Inflation.Inflate(Gzip(new byte[100_001]), "gzip", limits).Refusal?.Reason);
        Assert.Equal("inflated-size", Inflation.Inflate(new byte[100_001], null, limits).Refusal?.Reason);
    }

    [Fact]
    public void A_small_body_that_stands_for_a_large_one_is_refused()
    {
        var limits = new IngestionLimits { RatioFrom = 10_000, MaxRatio = 20 };

        Assert.Equal(10_000, Inflation.Inflate(Gzip(new byte[10_000]), "gzip", limits).Text?.Length);
        Assert.Equal("inflated-size", Inflation.Inflate(Gzip(new byte[1_000_000]), "gzip", limits).Refusal?.Reason);
    }

    /// <summary>The last four bytes of gzip say its length. Nothing may be believed of it, least of all how much to allocate.</summary>
    [Fact]
    public void A_false_length_changes_nothing()
    {
        var bomb = Gzip(new byte[5_000_000]);
        BitConverter.TryWriteBytes(bomb.AsSpan(^4), 10);

        Assert.NotNull(Inflation.Inflate(bomb, "gzip", new() { MaxInflatedBytes = 1_000_000 }).Refusal);
    }

    private static byte[] Inflate(byte[] body, string? encoding) =>
        Inflation.Inflate(body, encoding, Limits) is ({ } text, _) ? text : throw new InvalidOperationException("The body was refused.");

    private static byte[] Gzip(byte[] text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(text);
        }

        return compressed.ToArray();
    }
}
