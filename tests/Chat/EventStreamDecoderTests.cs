using System.Text;

namespace Raposa.Chat;

public class EventStreamDecoderTests
{
    /// <summary>The documented example of AWS's encoding: an empty message is its prelude and two checksums.</summary>
    private static readonly byte[] Empty = Convert.FromHexString("000000100000000005c248eb7d98c8ff");

    /// <summary>From the same test suite: one header, <c>content-type: application/json</c>, and <c>{'foo':'bar'}</c>.</summary>
    private static readonly byte[] OneHeader = Convert.FromHexString(
        "0000003d0000002007fd83960c636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b27666f6f273a27626172277d8d9c08b1");

    [Fact]
    public void An_empty_frame_is_read()
    {
        var frame = Assert.Single(new EventStreamDecoder().Push(Empty));

        Assert.Empty(frame.Headers);
        Assert.Equal(0, frame.Payload.Length);
    }

    [Fact]
    public void A_frame_is_read_however_its_bytes_are_cut()
    {
        byte[] stream = [.. OneHeader, .. Empty, .. OneHeader];
        for (var cut = 1; cut < stream.Length; cut++)
        {
            var decoder = new EventStreamDecoder();
            EventStreamFrame[] frames = [.. decoder.Push(stream.AsSpan(0, cut)), .. decoder.Push(stream.AsSpan(cut))];

            Assert.Equal(3, frames.Length);
            Assert.Equal("application/json", frames[0].Headers["content-type"]);
            Assert.Equal("{'foo':'bar'}", Encoding.UTF8.GetString(frames[2].Payload.Span));
            Assert.False(decoder.IsInsideFrame);
        }
    }

    [Fact]
    public void A_bit_that_fell_over_anywhere_is_noticed()
    {
        for (var at = 0; at < OneHeader.Length; at++)
        {
            var broken = OneHeader.ToArray();
            broken[at] ^= 0x01;

            Assert.Throws<InvalidDataException>(() => new EventStreamDecoder().Push(broken));
        }
    }

    [Fact]
    public void A_frame_that_is_not_whole_is_not_read()
    {
        var decoder = new EventStreamDecoder();

        Assert.Empty(decoder.Push(OneHeader.AsSpan(0, OneHeader.Length - 1)));
        Assert.True(decoder.IsInsideFrame);
    }

    [Fact]
    public void The_checksum_is_the_one_of_the_standard() => Assert.Equal(0xcbf43926u, Crc32.Of("123456789"u8));
}
