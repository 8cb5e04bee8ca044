using System.Text.Json;
using Raposa.Ingestion;

namespace Raposa.Cli;

/// <summary>The command on folders: exit code, what it prints, and what it says where it cannot do it.</summary>
public sealed class VerifyTrailTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2024, 2, 28, 22, 0, 0, TimeSpan.Zero);

    private readonly TrailFolder _folder = new();
    private readonly TestTrail _trail;
    private readonly string _keys;

    public VerifyTrailTests()
    {
        _trail = new(_folder, "900100200301", "us-east-2", Start);
        _trail.Hour([TestBatch.Record("1")]);
        _trail.Hour();
        _trail.Hour([TestBatch.Record("2")], [TestBatch.Record("3")]);
        _keys = Path.Combine(_folder.Folder, "keys.json");
        File.WriteAllText(_keys, TrailFolder.KeysJson());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_clean_folder_ends_with_0_and_says_what_was_looked_at()
    {
        var (code, output) = await RunAsync();

        Assert.Equal(0, code);
        Assert.Contains("Read as a copy of s3://corvina-trail/", output, StringComparison.Ordinal);
        Assert.Matches(@"900100200301.+us-east-2.+2024-02-28T22:00:00Z.+2024-02-29T01:00:00Z.+3.+3.+3.+3", output);
        Assert.EndsWith("Everything is valid.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_named_with_its_key_and_reason_and_ends_with_1()
    {
        var file = _trail.Digests[2].Files[1];
        _folder.Delete(file);

        var (code, output) = await RunAsync();

        Assert.Equal(1, code);
        Assert.Contains($"deleted    log file {file}\n           {_trail.Digests[2].Key} names it, and it is not there", output, StringComparison.Ordinal);
        Assert.Contains("1 tampered with, 0 late, unproven or after a gap, 0 gaps.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_JSON_every_object_has_its_verdict()
    {
        _folder.Write(_trail.Digests[0].Files[0], "{}"u8.ToArray());

        var (code, output) = await RunAsync(arguments => arguments with { IsJson = true });
        using var report = JsonDocument.Parse(output);

        Assert.Equal(1, code);
        Assert.False(report.RootElement.GetProperty("valid").GetBoolean());
        Assert.Equal("corvina-trail", report.RootElement.GetProperty("bucket").GetString());
        Assert.Equal(["valid", "valid", "valid"], Verdicts("digests"));
        Assert.Equal(["modified", "valid", "valid"], Verdicts("logFiles"));

        IEnumerable<string?> Verdicts(string list) =>
            report.RootElement.GetProperty(list).EnumerateArray().Select(one => one.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Time_that_is_asked_for_and_not_there_is_a_gap()
    {
        var (code, output) = await RunAsync(arguments => arguments with { To = "2024-02-29T04:00:00Z" });

        Assert.Equal(1, code);
        Assert.Contains("gap        900100200301 us-east-2 management-events 2024-02-29T01:00:00Z to 2024-02-29T04:00:00Z", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_bucket_than_the_digests_were_signed_for_is_moved()
    {
        var (code, output) = await RunAsync(arguments => arguments with { Bucket = "a-copy" });

        Assert.Equal(1, code);
        Assert.Contains("moved      digest", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_several_regions_may_stand_in_one_file_with_times_as_seconds()
    {
        await File.WriteAllTextAsync(
            _keys,
            """{"PublicKeyList":[]}"""
            + TrailFolder.KeysJson().Replace("\"2024-01-01T00:00:00Z\"", "1704067200.5", StringComparison.Ordinal));

        Assert.Equal(0, (await RunAsync()).Code);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"PublicKeyList":[{"Fingerprint":"x","Value":"?","ValidityStartTime":1,"ValidityEndTime":2}]}""")]
    public async Task Keys_that_are_none_are_a_wrong_call(string text)
    {
        await File.WriteAllTextAsync(_keys, text);

        Assert.Equal(2, (await RunAsync()).Code);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_holds_no_digest_or_has_no_keys_is_a_wrong_call()
    {
        Assert.Equal(2, (await RunAsync(arguments => arguments with { Folder = "/no/such/folder" })).Code);
        Assert.Equal(2, (await RunAsync(arguments => arguments with { Keys = "/no/such/file" })).Code);
        Assert.Equal(2, (await RunAsync(arguments => arguments with { From = "yesterday" })).Code);
        Assert.Equal(2, (await RunAsync(arguments => arguments with { Folder = Path.Combine(_folder.Folder, "AWSLogs", "900100200301", "CloudTrail") })).Code);
    }

    private async Task<(int Code, string Output)> RunAsync(Func<VerifyTrailArguments, VerifyTrailArguments>? change = null)
    {
        var arguments = new VerifyTrailArguments(_folder.Folder, _keys, IsJson: false, From: null, To: null, Bucket: null);
        using var output = new StringWriter();
        var code = await VerifyTrailCommand.RunAsync(change is null ? arguments : change(arguments), output, default);
        return (code, output.ToString());
    }
}
