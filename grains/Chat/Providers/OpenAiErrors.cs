using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Chat;

/// <summary>What Groq and OpenRouter mean by an error: by its code where that says it, else by its status.</summary>
internal static class OpenAiErrors
{
    /// <summary>An answer that is no stream. With the status 200 it is an error too, or has no shape that is known.</summary>
    public static ModelFailure Of(ModelAnswer answer)
    {
        var wait = RetryAfterHeader.Read(answer.Header("Retry-After"));
        try
        {
            if (JsonNode.Parse(answer.Body) is JsonObject body)
            {
                return body["error"] is { } error
                    ? Of(error, answer.IsSuccess ? null : answer.Status) with { RetryAfter = wait }
                    : new(answer.IsSuccess ? ModelFailureKind.Malformed : HttpFailures.KindOf(answer.Status), ProviderWords.Of(answer.Body), answer.Status)
                    {
                        RetryAfter = wait,
                    };
            }
        }
        catch (JsonException)
        {
            // A page of HTML from something in between; its words are kept.
        }

        return new(answer.IsSuccess ? ModelFailureKind.Malformed : HttpFailures.KindOf(answer.Status), ProviderWords.Of(answer.Body), answer.Status)
        {
            RetryAfter = wait,
        };
    }

    /// <param name="error">The member <c>error</c>: an object, or words alone.</param>
    /// <param name="status">Of the answer; null where it was 200 already, and the error's own code counts.</param>
    public static ModelFailure Of(JsonNode error, int? status)
    {
        var code = (error as JsonObject)?["code"]?.ToString() ?? "";
        var message = (error as JsonObject)?["message"]?.ToString() ?? error.ToJsonString();
        var metadata = (error as JsonObject)?["metadata"] as JsonObject;
        // What the provider behind OpenRouter said; OpenRouter's own message is then only "Provider returned error".
        var raw = metadata?["raw"]?.ToString();
        var words = raw is null ? message : $"{message}: {metadata!["provider_name"]} says {raw}";
        var known = int.TryParse(code, CultureInfo.InvariantCulture, out var number) ? number : status;
        return new(KindOf(code, words, known, metadata), ProviderWords.Of(words), known);
    }

    private static ModelFailureKind KindOf(string code, string words, int? status, JsonObject? metadata) => code switch
    {
        "invalid_api_key" => ModelFailureKind.Auth,
        "insufficient_quota" => ModelFailureKind.Quota,
        "context_length_exceeded" => ModelFailureKind.ContextTooLong,
        "model_not_found" or "model_decommissioned" or "model_terms_required" or "model_permission_blocked_org"
            or "model_permission_blocked_project" => ModelFailureKind.Gated,
        "internal_server_error" or "service_unavailable" => ModelFailureKind.Overloaded,
        "json_validate_failed" or "tool_use_failed" => ModelFailureKind.Malformed,
        _ when status == 403 && metadata?["reasons"] is not null => ModelFailureKind.ContentBlocked,
        _ when status == 429 && (Says(words, "per day") || Says(words, "TPD") || Says(words, "RPD")) => ModelFailureKind.Quota,
        // Groq answers 413 where one request is more than the minute's tokens: a shorter context would pass.
        "rate_limit_exceeded" when status == 413 => ModelFailureKind.ContextTooLong,
        "rate_limit_exceeded" => ModelFailureKind.RateLimited,
        _ when status is 400 && (Says(words, "context length") || Says(words, "reduce the length")) => ModelFailureKind.ContextTooLong,
        _ => HttpFailures.KindOf(status),
    };

    private static bool Says(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
