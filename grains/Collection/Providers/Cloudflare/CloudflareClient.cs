using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Raposa.Accounts;

namespace Raposa.Collection;

/// <summary>
/// Calls Cloudflare with an account's token. 1,200 calls in five minutes are allowed to a token, and the next one blocks all
/// of its calls for five minutes: near the end of them this client waits for the window to pass.
/// </summary>
internal sealed partial class CloudflareClient(VendorHttpClient http, IProviderConnections connections, TimeProvider time)
{
    private const string Root = "/client/v4";
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<AccountKey, DateTimeOffset> _closedUntil = new();

    /// <param name="path">Below <c>/client/v4</c>, with its query.</param>
    /// <returns>The whole envelope.</returns>
    /// <exception cref="SourceReadException">Cloudflare refused, with its own words, or could not be reached.</exception>
    public async Task<JsonObject> GetAsync(AccountKey account, string path, VendorCalls calls, CancellationToken cancellationToken)
    {
        var connection = await connections.GetCloudflareAsync(account, cancellationToken);
        var pause = _closedUntil.GetValueOrDefault(account) - time.GetUtcNow();
        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, time, cancellationToken);
        }

        var request = new VendorRequest($"GET {path.Split('?')[0]}", "GET", new(connection.BaseAddress, Root + path)) { Token = connection.Token };
        var answer = await http.SendAsync(request, RefusalOf, calls, cancellationToken);
        if (ClosedFor(answer) is { } closed)
        {
            _closedUntil[account] = time.GetUtcNow() + closed;
        }

        return answer.Body!;
    }

    private static VendorRefusal? RefusalOf(VendorAnswer answer)
    {
        if (answer.IsSuccess && answer.Body?["success"] is JsonValue success && success.TryGetValue<bool>(out var isSuccess) && isSuccess)
        {
            return null;
        }

        var error = (answer.Body?["errors"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault();
        var code = error?["code"]?.ToString() ?? answer.Status.ToString(CultureInfo.InvariantCulture);
        return new(
            KindOf(answer.Status, code), code, error?["message"]?.ToString() ?? $"Cloudflare answered {answer.Status} and no reason.",
            answer.Number("Retry-After") is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    private static FailureKind KindOf(int status, string code) => (status, code) switch
    {
        (429, _) => FailureKind.Throttled,
        (408 or >= 500, _) => FailureKind.Transient,

        // The token is malformed, unknown or expired; else it is good and may not.
        (401, _) or (_, "1000" or "6003" or "6111" or "9106" or "9109" or "10001") => FailureKind.Unauthenticated,
        (403, _) => FailureKind.Denied,
        (404, _) => FailureKind.NotEnabled,
        _ => FailureKind.Malformed,
    };

    // Ratelimit: "default";r=50;t=30 says that fifty are left for thirty seconds.
    private static TimeSpan? ClosedFor(VendorAnswer answer) =>
        answer.Headers.TryGetValue("Ratelimit", out var header) && Left().Match(header) is { Success: true } left
        && int.Parse(left.Groups["left"].ValueSpan, CultureInfo.InvariantCulture) == 0
            ? TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, int.Parse(left.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture)))
            : null;

    [GeneratedRegex(@"r=(?<left>\d{1,9})\s*;\s*t=(?<seconds>\d{1,9})")]
    private static partial Regex Left();
}
