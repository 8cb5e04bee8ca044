using System.Net.Http;
using System.Text;
using Raposa.Cli;
using Raposa.Incidents;
using Raposa.Support;

namespace Raposa.Findings;

/// <summary><c>./raposa findings export</c> against the platform, signed in as its data folder says.</summary>
public sealed class ExportCommandTests : IClassFixture<ApiFixture>, IDisposable
{
    private readonly ApiFixture _api;
    private readonly string _data = Directory.CreateTempSubdirectory("raposa-export-").FullName;

    public ExportCommandTests(ApiFixture api) => _api = api;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task A_file_holds_what_the_endpoint_streams_with_the_same_conditions()
    {
        var ours = await SignedInAsync();
        await RaiseAsync(ours, "corvina-drafts", Severity.Low);
        await RaiseAsync(ours, "corvina-vault", Severity.High);
        var file = Path.Combine(_data, "findings.csv");

        var code = await RunAsync("export", "--format", "csv", "--severity", "high", "--out", file, "--data", _data);

        Assert.Equal(0, code);
        Assert.Equal(await ours.Client.GetStringAsync("/v1/findings/export?format=csv&severity=high"), await File.ReadAllTextAsync(file));
        Assert.Contains("corvina-vault", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.DoesNotContain("corvina-drafts", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.False(File.Exists($"{file}.part"));
    }

    [Theory]
    [InlineData("ocsf")]
    [InlineData("asff")]
    [InlineData("sarif")]
    public async Task Every_format_is_written(string format)
    {
        var ours = await SignedInAsync();
        await RaiseAsync(ours, "corvina-vault", Severity.High);
        var file = Path.Combine(_data, "findings");

        Assert.Equal(0, await RunAsync("export", "--format", format, "--out", file, "--data", _data));
        Assert.Contains("corvina-vault", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_leaves_the_old_file_as_it_was_and_says_why()
    {
        var ours = await SignedInAsync();
        var file = new FileInfo(Path.Combine(_data, "findings.csv"));
        await File.WriteAllTextAsync(file.FullName, "of yesterday");

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => new FindingsClient(ours.Client, _api.BaseAddress).ExportAsync(
            [("format", "csv"), ("severity", "dreadful")], file, _ => { }, default));

        Assert.EndsWith(
            "answered 400: The query is not understood. 'dreadful' is no severity; use informational, low, medium, high or critical.", refused.Message, StringComparison.Ordinal);
        Assert.Equal("of yesterday", await File.ReadAllTextAsync(file.FullName));
        Assert.Equal(1, await RunAsync("export", "--format", "csv", "--severity", "dreadful", "--out", file.FullName, "--data", _data));
        Assert.Equal(1, await RunAsync("export", "--format", "csv", "--out", _data, "--data", _data));
    }

    [Fact]
    public async Task An_export_that_breaks_off_leaves_no_file()
    {
        using var http = new HttpClient(new BrokenOff());
        var file = new FileInfo(Path.Combine(_data, "findings.csv"));

        await Assert.ThrowsAnyAsync<IOException>(() => new FindingsClient(http, new("http://127.0.0.1:9/")).ExportAsync([("format", "csv")], file, _ => { }, default));

        Assert.Empty(Directory.GetFiles(_data));
    }

    [Fact]
    public async Task Who_is_not_let_in_and_who_says_not_who_they_are_is_a_wrong_call()
    {
        await SignedInAsync(password: "not the password");

        Assert.Equal(2, await RunAsync("export", "--format", "csv", "--out", Path.Combine(_data, "x"), "--data", _data));
        Assert.Equal(2, await RunAsync("export", "--format", "csv", "--data", Path.Combine(_data, "empty")));
    }

    [Fact]
    public void A_terminal_sees_how_far_it_is_and_a_file_of_errors_only_the_end()
    {
        using StringWriter terminal = new(), file = new();
        foreach (var progress in new[] { new ExportProgress(terminal, isTerminal: true), new ExportProgress(file, isTerminal: false) })
        {
            progress.Wrote(300 * 1024);
            progress.Wrote(1024);
            progress.End("/tmp/findings.csv");
        }

        Assert.Equal($"\r300.0 KiB\r301.0 KiB written to /tmp/findings.csv.{Environment.NewLine}", terminal.ToString());
        Assert.Equal($"301.0 KiB written to /tmp/findings.csv.{Environment.NewLine}", file.ToString());
    }

    private Task<int> RunAsync(params string[] arguments) =>
        FindingsCommand.Build().Parse([.. arguments, "--url", _api.BaseAddress.ToString()]).InvokeAsync();

    private async Task<TestOrganization> SignedInAsync(string password = TestOrganization.Password)
    {
        var ours = await _api.CreateOrganizationAsync();
        new DemoState { Url = _api.BaseAddress.ToString(), Email = ours.Owner.Email, Password = password, Seed = 1, End = _api.Clock.GetUtcNow() }.Save(_data);
        return ours;
    }

    private async Task RaiseAsync(TestOrganization ours, string bucket, Severity severity) => await new FindingSink(new(_api.Postgres.Tenants)).RaiseAsync(
        ours.Id,
        [
            new()
            {
                Fingerprint = $"storage.public:900100200301:{bucket}", Kind = "storage.public", Severity = severity, Title = $"The bucket {bucket} is public",
                Detail = "It should not be so.", AccountId = "900100200301", Subject = bucket, SeenAt = _api.Clock.GetUtcNow().AddMinutes(-5),
            },
        ],
        default);

    /// <summary>A server that dies in the middle of an answer.</summary>
    private sealed class BrokenOff : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { RequestMessage = request, Content = new StreamContent(new Half()) });

        private sealed class Half : MemoryStream
        {
            private bool _isOver;

            public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            {
                if (_isOver)
                {
                    throw new IOException("The connection was closed.");
                }

                _isOver = true;
                Encoding.UTF8.GetBytes("id,title\r\n").CopyTo(buffer);
                return ValueTask.FromResult(10);
            }
        }
    }
}
