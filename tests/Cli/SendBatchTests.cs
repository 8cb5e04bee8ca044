using System.IO.Compression;
using System.Text;

namespace Raposa.Cli;

public class SendBatchTests
{
    [Fact]
    public async Task A_batch_holds_a_thousand_records_at_most()
    {
        var batches = await CutAsync(Enumerable.Repeat(Record("{}"), 2_001));

        Assert.Equal([1_000, 1_000, 1], batches.Select(batch => batch.Records.Length));
    }

    [Fact]
    public async Task A_batch_stays_below_four_mebibytes_and_a_larger_record_goes_alone()
    {
        var mebibyte = Record(new string('1', 1024 * 1024));
        var giant = Record(new string('1', 6 * 1024 * 1024));

        var batches = await CutAsync([mebibyte, mebibyte, mebibyte, mebibyte, giant, mebibyte]);

        Assert.Equal([3, 1, 1, 1], batches.Select(batch => batch.Records.Length));
    }

    [Fact]
    public async Task The_body_is_a_delivered_file_with_the_records_as_they_were()
    {
        var batch = Assert.Single(await CutAsync([Record("""{ "a":1 }"""), Record("""{"b":2}""")]));

        var (body, isZipped) = batch.Pack();

        Assert.True(isZipped);
        using var text = new StreamReader(new GZipStream(new MemoryStream(body), CompressionMode.Decompress));
        Assert.Equal("""{"Records":[{ "a":1 },{"b":2}]}""", await text.ReadToEndAsync());
    }

    [Fact]
    public async Task What_shrinks_like_a_bomb_goes_as_it_is()
    {
        var batch = Assert.Single(await CutAsync(Enumerable.Repeat(Record($"{{\"a\":\"{new string('a', 2_000)}\"}}"), 500)));

        var (body, isZipped) = batch.Pack();

        Assert.False(isZipped);
        Assert.StartsWith("""{"Records":[{"a":"aaaa""", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    private static TrailRecord Record(string json) => new("file.jsonl", 0, IsLine: true, Encoding.UTF8.GetBytes(json));

    private static async Task<List<Batch>> CutAsync(IEnumerable<TrailRecord> records) =>
        await Batch.CutAsync(records.ToAsyncEnumerable()).ToListAsync();
}
