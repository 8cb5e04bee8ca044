using System.IO.Compression;
using System.Text;

namespace Raposa.Cli;

public sealed class SendFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("raposa-send-").FullName;
    private readonly List<Rejection> _rejections = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""{"Records":[{"a":1},{"b":2}]}""")]
    [InlineData("""[{"a":1},{"b":2}]""")]
    [InlineData("\uFEFF[{\"a\":1},\n{\"b\":2}]")]
    public async Task A_delivered_file_and_an_array_hold_their_records(string text) =>
        Assert.Equal(["""{"a":1}""", """{"b":2}"""], await ReadAsync("file.json", text));

    [Fact]
    public async Task A_record_keeps_its_bytes() =>
        Assert.Equal(["""{ "big" : 1.00e3,  "é":"\u00e9" }"""], await ReadAsync("file.json", """{"Records":[{ "big" : 1.00e3,  "é":"\u00e9" }]}"""));

    [Fact]
    public async Task An_EventBridge_event_holds_the_record_in_its_detail() => Assert.Equal(
        ["""{"eventName":"StopLogging"}"""],
        await ReadAsync("event.json", """{"detail-type":"AWS API Call via CloudTrail","detail":{"eventName":"StopLogging"}}"""));

    [Theory]
    [InlineData("file.jsonl")]
    [InlineData("file.ndjson")]
    [InlineData("lines-under-another-name.json")]
    public async Task Lines_hold_a_record_each_and_blank_ones_none(string name) =>
        Assert.Equal(["""{"a":1}""", """{"b":2}"""], await ReadAsync(name, "{\"a\":1}\r\n\n{\"b\":2}"));

    [Fact]
    public async Task A_broken_line_is_named_and_the_next_one_is_read()
    {
        var records = await ReadAsync("file.jsonl", "{\"a\":1}\n{\"a\":\n{\"b\":2}\n");

        Assert.Equal(["""{"a":1}""", """{"b":2}"""], records);
        var rejection = Assert.Single(_rejections);
        Assert.Equal("not-json", rejection.Reason);
        Assert.EndsWith("file.jsonl:2", rejection.Record.Place, StringComparison.Ordinal);
    }

    [Theory, InlineData("file.json.gz", "[{\"a\":1}]"), InlineData("file.jsonl.gz", "{\"a\":1}\n")]
    public async Task A_compressed_file_reads_as_what_it_holds(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await using (var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            await zip.WriteAsync(Encoding.UTF8.GetBytes(text));
        }

        Assert.Equal(["""{"a":1}"""], await ReadAsync(path));
    }

    [Fact]
    public void A_folder_is_searched_to_the_bottom_for_trails_and_not_for_digests()
    {
        foreach (var file in (string[])["b/c.json.gz", "a.jsonl", "notes.txt", "CloudTrail-Digest/d.json.gz"])
        {
            var path = Path.Combine(_folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }

        Assert.Equal(["a.jsonl", "b/c.json.gz"], TrailFiles.Find([_folder]).Select(path => Path.GetRelativePath(_folder, path)));
    }

    [Fact]
    public void A_path_that_is_not_there_is_refused_by_name()
    {
        var refusal = Assert.Throws<FileNotFoundException>(() => TrailFiles.Find([Path.Combine(_folder, "nowhere")]));

        Assert.EndsWith("nowhere: no such file or folder.", refusal.Message, StringComparison.Ordinal);
    }

    private Task<List<string>> ReadAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return ReadAsync(path);
    }

    private async Task<List<string>> ReadAsync(string path)
    {
        var records = new List<string>();
        await foreach (var record in TrailFiles.ReadAsync(path, _rejections.Add, _ => { }, default))
        {
            records.Add(Encoding.UTF8.GetString(record.Json.Span));
        }

        return records;
    }
}
