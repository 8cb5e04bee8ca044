namespace Raposa.Chat;

/// <summary>What a status alone means, where a provider says nothing more.</summary>
internal static class HttpFailures
{
    public static ModelFailureKind KindOf(int? status) => status switch
    {
        400 or 422 => ModelFailureKind.BadRequest,
        401 or 403 => ModelFailureKind.Auth,
        402 => ModelFailureKind.Payment,
        404 => ModelFailureKind.Gated,
        408 or 504 => ModelFailureKind.TimeOut,
        413 => ModelFailureKind.ContextTooLong,
        429 => ModelFailureKind.RateLimited,
        // 424 is a model that failed behind its provider, 498 Groq's flex tier without room, 529 an overloaded Anthropic.
        424 or 498 or >= 500 => ModelFailureKind.Overloaded,
        499 => ModelFailureKind.Interrupted,
        _ => ModelFailureKind.Malformed,
    };
}
