using System.Globalization;
using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>What every answer of Falcon is wrapped in: <c>meta</c>, <c>resources</c>, and <c>errors</c>, with 200 too.</summary>
internal static class FalconEnvelope
{
    /// <param name="now">For the wait that a throttled answer asks for as a time of day.</param>
    public static VendorRefusal? RefusalOf(VendorAnswer answer, DateTimeOffset now)
    {
        // An id that is no longer there is no failure of the call: its resource has gone.
        var error = (answer.Body?["errors"] as JsonArray ?? []).OfType<JsonObject>()
            .FirstOrDefault(error => !answer.IsSuccess || CodeOf(error) != 404 || error["id"] is null);
        if (answer.IsSuccess && error is null)
        {
            return null;
        }

        var code = answer.IsSuccess ? CodeOf(error!) : answer.Status;
        return new(
            KindOf(code), code.ToString(CultureInfo.InvariantCulture),
            error?["message"]?.ToString() ?? $"Falcon answered {answer.Status} and no reason.", RetryAfter(answer, now));
    }

    /// <summary>How many there are in all; null where Falcon does not say.</summary>
    public static int? TotalOf(JsonObject body) => Pagination(body)?["total"] is JsonValue total && total.TryGetValue<int>(out var count) ? count : null;

    /// <summary>A token of the next page; null or empty after the last.</summary>
    public static string? TokenOf(JsonObject body, string name) => Pagination(body)?[name]?.ToString();

    private static JsonObject? Pagination(JsonObject body) => body["meta"]?["pagination"] as JsonObject;

    private static int CodeOf(JsonObject error) => error["code"] is JsonValue code && code.TryGetValue<int>(out var number) ? number : 0;

    private static FailureKind KindOf(int code) => code switch
    {
        401 => FailureKind.Unauthenticated,
        403 => FailureKind.Denied,
        404 => FailureKind.NotEnabled,
        408 or >= 500 => FailureKind.Transient,
        429 => FailureKind.Throttled,
        _ => FailureKind.Malformed,
    };

    // Seconds since 1970, not a span.
    private static TimeSpan? RetryAfter(VendorAnswer answer, DateTimeOffset now) =>
        answer.Number("X-RateLimit-RetryAfter") is { } at
            ? TimeSpan.FromSeconds(Math.Max(0, at - now.ToUnixTimeSeconds()))
            : null;
}
