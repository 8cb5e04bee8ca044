using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Chat;

/// <summary>What Bedrock means by an error. Several meanings share one type, so its words decide where they must.</summary>
internal static class BedrockErrors
{
    public static ModelFailure Of(ModelAnswer answer)
    {
        JsonObject? body = null;
        try
        {
            body = JsonNode.Parse(answer.Body) as JsonObject;
        }
        catch (JsonException)
        {
            // A page of HTML from something in between; its words are kept.
        }

        // "AccessDeniedException:http://internal.amazon.com/…" in the header, "com.amazon…#AccessDeniedException" in old bodies.
        var type = (answer.Header("x-amzn-ErrorType") ?? body?["__type"]?.ToString() ?? "").Split(':')[0].Split('#')[^1];
        var message = body?["message"]?.ToString() ?? body?["Message"]?.ToString() ?? answer.Body;
        return Of(type.Length > 0 ? type : "", message, answer.Status) with { RetryAfter = RetryAfterHeader.Read(answer.Header("Retry-After")) };
    }

    /// <param name="type">Of the exception, in either case of its first letter.</param>
    public static ModelFailure Of(string type, string message, int? status) =>
        new(KindOf(type, message, status), ProviderWords.Of(type.Length > 0 ? $"{type}: {message}" : message), status);

    private static ModelFailureKind KindOf(string type, string message, int? status) => type.ToUpperInvariant() switch
    {
        // Seen under AccessDenied and under Validation; it is about the card of the account and not about the caller.
        _ when Says(message, "INVALID_PAYMENT_INSTRUMENT") || Says(message, "payment instrument") => ModelFailureKind.Payment,
        _ when Says(message, "on-demand throughput") || Says(message, "inference profile") || Says(message, "marketplace subscription")
            || Says(message, "use case details") || Says(message, "access to the model") || Says(message, "end of its life")
            || Says(message, "marked by provider as legacy") => ModelFailureKind.Gated,
        "ACCESSDENIEDEXCEPTION" or "UNRECOGNIZEDCLIENTEXCEPTION" or "INVALIDSIGNATUREEXCEPTION" or "EXPIREDTOKENEXCEPTION"
            or "MISSINGAUTHENTICATIONTOKENEXCEPTION" or "INCOMPLETESIGNATUREEXCEPTION" => ModelFailureKind.Auth,
        "RESOURCENOTFOUNDEXCEPTION" or "FTUFORMNOTFILLED" or "BADCSCOREEXCEPTION" => ModelFailureKind.Gated,
        "THROTTLINGEXCEPTION" when Says(message, "per day") => ModelFailureKind.Quota,
        "THROTTLINGEXCEPTION" => ModelFailureKind.RateLimited,
        "SERVICEQUOTAEXCEEDEDEXCEPTION" => ModelFailureKind.Quota,
        "MODELTIMEOUTEXCEPTION" => ModelFailureKind.TimeOut,
        "MODELNOTREADYEXCEPTION" or "MODELERROREXCEPTION" or "MODELSTREAMERROREXCEPTION" or "INTERNALSERVEREXCEPTION"
            or "SERVICEUNAVAILABLEEXCEPTION" => ModelFailureKind.Overloaded,
        "VALIDATIONEXCEPTION" when Says(message, "too long") || Says(message, "too many input tokens") || Says(message, "context window")
            => ModelFailureKind.ContextTooLong,
        "VALIDATIONEXCEPTION" when Says(message, "model identifier is invalid") => ModelFailureKind.Gated,
        "VALIDATIONEXCEPTION" => ModelFailureKind.BadRequest,
        _ => HttpFailures.KindOf(status),
    };

    private static bool Says(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
