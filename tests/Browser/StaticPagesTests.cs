using System.Net;
using System.Net.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Browser;

/// <summary>How the built pages are served, by a server of its own with one endpoint of the API beside them.</summary>
public sealed class StaticPagesTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("raposa-pages-").FullName;
    private WebApplication _server = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "wwwroot", "assets"));
        await WriteAsync("secret.txt", "not a page");
        await WriteAsync("wwwroot/index.html", "<!doctype html><title>pages</title>");
        await WriteAsync("wwwroot/raposa.svg", "<svg/>");
        await WriteAsync("wwwroot/assets/index-a1b2.js", "script()");
        await WriteAsync("wwwroot/assets/index-a1b2.js.gz", "packed");
        (_server, _client) = await StartAsync(Path.Combine(_folder, "wwwroot"));
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/incidents")]
    [InlineData("/incidents/0198c0de-0000-7000-8000-000000000001")]
    [InlineData("/settings/members?x=a.b")]
    [InlineData("/vineyard")]
    public async Task A_path_of_a_page_leads_to_the_one_index(string path)
    {
        using var answer = await _client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Contains("<title>pages</title>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/nothing")]
    [InlineData("/V1/nothing")]
    [InlineData("/v1")]
    [InlineData("/openapi/v2.json")]
    [InlineData("/health/nothing")]
    [InlineData("/.well-known/nothing")]
    [InlineData("/assets/index-old.js")]
    [InlineData("/assets/index-old")]
    [InlineData("/favicon.ico")]
    [InlineData("/../secret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/assets/..%2f..%2fsecret.txt")]
    public async Task What_is_not_there_is_404_and_no_page(string path)
    {
        using var answer = await _client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_api_keeps_its_own_answers()
    {
        Assert.Equal("here", await _client.GetStringAsync("/v1/here"));
        using var answer = await _client.DeleteAsync("/v1/here");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task Pages_are_only_read()
    {
        using var answer = await _client.PostAsync("/incidents", content: null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/raposa.svg")]
    [InlineData("/assets/index-a1b2.js")]
    public async Task Nothing_runs_but_what_was_built_and_nobody_frames_it(string path)
    {
        using var answer = await _client.GetAsync(path);

        var policy = Header(answer, "Content-Security-Policy").Split("; ");
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
    }

    [Theory]
    [InlineData("/", "no-cache")]
    [InlineData("/incidents", "no-cache")]
    [InlineData("/raposa.svg", "no-cache")]
    [InlineData("/assets/index-a1b2.js", "public, max-age=31536000, immutable")]
    public async Task Only_what_carries_a_hash_in_its_name_is_kept(string path, string expected)
    {
        using var answer = await _client.GetAsync(path);
        Assert.Equal(expected, Header(answer, "Cache-Control"));
    }

    [Fact]
    public async Task A_page_that_did_not_change_is_not_sent_again()
    {
        using var first = await _client.GetAsync("/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/incidents");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("br, gzip", "packed", "gzip")]
    [InlineData("gzip;q=0, br", "script()", "")]
    [InlineData("", "script()", "")]
    public async Task Who_takes_gzip_gets_the_packed_file(string accepted, string expected, string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/index-a1b2.js");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);

        using var answer = await _client.SendAsync(request);

        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
        Assert.Equal(encoding, string.Join(',', answer.Content.Headers.ContentEncoding));
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
    }

    [Fact]
    public async Task Pages_that_were_never_built_say_how_to_build_them()
    {
        var (server, client) = await StartAsync(Path.Combine(_folder, "nowhere"));
        await using (server)
        using (client)
        {
            using var answer = await client.GetAsync("/incidents");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("npm run build", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));

    private async Task WriteAsync(string name, string content) => await File.WriteAllTextAsync(Path.Combine(_folder, name), content);

    private static async Task<(WebApplication Server, HttpClient Client)> StartAsync(string folder)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRaposaProblems();
        var server = builder.Build();
        server.UseRaposaProblems();
        server.UseRouting();
        server.MapGet("/v1/here", () => "here").AllowAnybody();
        server.MapStaticPages(folder);
        await server.StartAsync();
        return (server, new HttpClient { BaseAddress = new Uri(server.Urls.Single()) });
    }
}
