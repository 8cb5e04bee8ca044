using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Chat;

/// <summary>What Google means by an error: by its status, and by the details where one status has several meanings.</summary>
internal static class GeminiErrors
{
    public static ModelFailure Of(ModelAnswer answer)
    {
        try
        {
            var body = JsonNode.Parse(answer.Body);
            if (((body as JsonArray)?.FirstOrDefault() ?? body) is JsonObject { } whole && whole["error"] is JsonObject error)
            {
                return Of(error, answer.Status);
            }
        }
        catch (JsonException)
        {
            // A page of HTML from something in between; its words are kept.
        }

        return new(answer.IsSuccess ? ModelFailureKind.Malformed : HttpFailures.KindOf(answer.Status), ProviderWords.Of(answer.Body), answer.Status);
    }

    /// <param name="error">The member <c>error</c>.</param>
    /// <param name="status">Of the answer; null where it came in a stream, and the error's own code counts.</param>
    public static ModelFailure Of(JsonObject error, int? status)
    {
        var message = error["message"]?.ToString() ?? "";
        var name = error["status"]?.ToString() ?? "";
        var known = status ?? (error["code"] is JsonValue code && code.TryGetValue<int>(out var number) ? number : null);
        var details = error["details"] as JsonArray ?? [];
        return new(KindOf(name, message, details.ToJsonString(), known), ProviderWords.Of(name.Length > 0 ? $"{name}: {message}" : message), known)
        {
            RetryAfter = RetryAfterHeader.Read(details.Select(detail => detail?["retryDelay"]?.ToString()).FirstOrDefault(delay => delay is not null)),
        };
    }

    private static ModelFailureKind KindOf(string name, string message, string details, int? status) => name switch
    {
        _ when details.Contains("API_KEY_INVALID", StringComparison.Ordinal) => ModelFailureKind.Auth,
        _ when details.Contains("SERVICE_DISABLED", StringComparison.Ordinal) => ModelFailureKind.Gated,
        _ when Says(message, "billing") => ModelFailureKind.Payment,
        "INVALID_ARGUMENT" when Says(message, "token count") => ModelFailureKind.ContextTooLong,
        "INVALID_ARGUMENT" => ModelFailureKind.BadRequest,
        "FAILED_PRECONDITION" or "NOT_FOUND" => ModelFailureKind.Gated,
        "UNAUTHENTICATED" or "PERMISSION_DENIED" => ModelFailureKind.Auth,
        "RESOURCE_EXHAUSTED" when details.Contains("PerDay", StringComparison.Ordinal) => ModelFailureKind.Quota,
        "RESOURCE_EXHAUSTED" => ModelFailureKind.RateLimited,
        "DEADLINE_EXCEEDED" => ModelFailureKind.TimeOut,
        "UNAVAILABLE" or "INTERNAL" => ModelFailureKind.Overloaded,
        _ => HttpFailures.KindOf(status),
    };

    private static bool Says(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
