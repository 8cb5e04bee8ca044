using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Raposa.Views;

/// <summary>The platform's API as <c>views</c> needs it. Calls throw <see cref="HttpRequestException"/> with what the server said.</summary>
internal sealed class ViewsClient(HttpClient http, Uri server)
{
    /// <summary>Every page of rows asks for so many.</summary>
    private const int Rows = 5000;

    /// <summary>Lets the person in; false if the server does not.</summary>
    public async Task<bool> SignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(new Uri(server, "v1/sign-in"), new { email, password }, cancellationToken);
        if (response.StatusCode == System.Net.HttpStatusCode.Unauthorized)
        {
            return false;
        }

        http.DefaultRequestHeaders.Authorization = new("Bearer", JsonNode.Parse(await ReadAsync(response, cancellationToken))!["accessToken"]!.GetValue<string>());
        return true;
    }

    public async Task<JsonNode> ListAsync(CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri(server, "v1/views"), cancellationToken);
        return JsonNode.Parse(await ReadAsync(response, cancellationToken))!;
    }

    /// <summary>A page, as the server wrote it, and where the next one is.</summary>
    /// <param name="link">What the page before said; null for the first.</param>
    public async Task<(string Text, string Coverage, string? Next)> GetCsvAsync(string name, string? asOf, string? link, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri(server, link?.TrimStart('/') ?? $"{PathOf($"{name}.csv", asOf)}"), cancellationToken);
        var text = await ReadAsync(response, cancellationToken);
        var next = response.Headers.TryGetValues("Link", out var links) ? links.First() : null;
        return (text, response.Headers.GetValues("X-Raposa-Coverage").First(), next?[1..next.IndexOf('>', StringComparison.Ordinal)]);
    }

    public async Task<JsonNode> GetAsync(string name, string? asOf, int offset, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri(server, $"{PathOf(name, asOf)}&offset={offset}"), cancellationToken);
        return JsonNode.Parse(await ReadAsync(response, cancellationToken))!;
    }

    private static string PathOf(string name, string? asOf) =>
        $"v1/views/{Uri.EscapeDataString(name)}?limit={Rows}{(asOf is null ? "" : $"&asOf={Uri.EscapeDataString(asOf)}")}";

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? text : throw new HttpRequestException($"{response.RequestMessage!.RequestUri} answered {(int)response.StatusCode}: {text}");
    }
}
