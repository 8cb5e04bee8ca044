using System.Net.Http;
using System.Text.Json.Nodes;
using Raposa.Cli;

namespace Raposa.Views;

/// <summary>The platform's API as <c>views</c> needs it. Calls throw <see cref="HttpRequestException"/> with what the server said.</summary>
/// <param name="http">Sends a person's token.</param>
internal sealed class ViewsClient(HttpClient http, Uri server)
{
    /// <summary>Every page of rows asks for so many.</summary>
    private const int Rows = 5000;

    public async Task<JsonNode> ListAsync(CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri(server, "v1/views"), cancellationToken);
        return JsonNode.Parse(await PlatformClient.ReadAsync(response, cancellationToken))!;
    }

    /// <summary>A page, as the server wrote it, and where the next one is.</summary>
    /// <param name="link">What the page before said; null for the first.</param>
    public async Task<(string Text, string Coverage, string? Next)> GetCsvAsync(string name, string? asOf, string? link, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri(server, link?.TrimStart('/') ?? $"{PathOf($"{name}.csv", asOf)}"), cancellationToken);
        var text = await PlatformClient.ReadAsync(response, cancellationToken);
        var next = response.Headers.TryGetValues("Link", out var links) ? links.First() : null;
        return (text, response.Headers.GetValues("X-Raposa-Coverage").First(), next?[1..next.IndexOf('>', StringComparison.Ordinal)]);
    }

    public async Task<JsonNode> GetAsync(string name, string? asOf, int offset, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri(server, $"{PathOf(name, asOf)}&offset={offset}"), cancellationToken);
        return JsonNode.Parse(await PlatformClient.ReadAsync(response, cancellationToken))!;
    }

    private static string PathOf(string name, string? asOf) =>
        $"v1/views/{Uri.EscapeDataString(name)}?limit={Rows}{(asOf is null ? "" : $"&asOf={Uri.EscapeDataString(asOf)}")}";
}
