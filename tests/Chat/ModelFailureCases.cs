namespace Raposa.Chat;

/// <summary>Every way in which the demo's world lets a provider fail, what it is, and some of the words that say so.</summary>
internal static class ModelFailureCases
{
    private static readonly string[] Providers = ["bedrock", "groq", "gemini", "openrouter"];

    public static TheoryData<string, string, ModelFailureKind, string> All { get; } = Build();

    private static TheoryData<string, string, ModelFailureKind, string> Build()
    {
        var cases = new TheoryData<string, string, ModelFailureKind, string>
        {
            { "bedrock", "payment", ModelFailureKind.Payment, "INVALID_PAYMENT_INSTRUMENT" },
            { "bedrock", "inference-profile", ModelFailureKind.Gated, "on-demand throughput isn’t supported" },
            { "bedrock", "no-access", ModelFailureKind.Gated, "You don't have access to the model" },
            { "bedrock", "form", ModelFailureKind.Gated, "use case details have not been submitted" },
            { "bedrock", "legacy", ModelFailureKind.Gated, "marked by provider as Legacy" },
            { "bedrock", "denied", ModelFailureKind.Auth, "is not authorized to perform: bedrock:InvokeModelWithResponseStream" },
            { "bedrock", "expired", ModelFailureKind.Auth, "token included in the request is expired" },
            { "bedrock", "throttle", ModelFailureKind.RateLimited, "Too many requests" },
            { "bedrock", "tokens-per-day", ModelFailureKind.Quota, "Too many tokens per day" },
            { "bedrock", "not-ready", ModelFailureKind.Overloaded, "not ready for inference" },
            { "bedrock", "quota", ModelFailureKind.Quota, "exceeds the service quota" },
            { "bedrock", "model-timeout", ModelFailureKind.TimeOut, "Model has timed out" },
            { "bedrock", "model-error", ModelFailureKind.Overloaded, "ModelErrorException" },
            { "bedrock", "too-long", ModelFailureKind.ContextTooLong, "Input is too long" },
            { "bedrock", "bad-request", ModelFailureKind.BadRequest, "Malformed input request" },
            { "bedrock", "internal", ModelFailureKind.Overloaded, "InternalServerException" },
            { "bedrock", "unavailable", ModelFailureKind.Overloaded, "temporarily unable" },
            { "groq", "auth", ModelFailureKind.Auth, "Invalid API Key" },
            { "groq", "terms", ModelFailureKind.Gated, "requires terms acceptance" },
            { "groq", "not-found", ModelFailureKind.Gated, "does not exist or you do not have access" },
            { "groq", "decommissioned", ModelFailureKind.Gated, "has been decommissioned" },
            { "groq", "rate-limit", ModelFailureKind.RateLimited, "requests per minute (RPM)" },
            { "groq", "daily", ModelFailureKind.Quota, "tokens per day (TPD)" },
            { "groq", "too-large", ModelFailureKind.ContextTooLong, "Request too large" },
            { "groq", "too-long", ModelFailureKind.ContextTooLong, "reduce the length" },
            { "groq", "bad-request", ModelFailureKind.BadRequest, "property is missing" },
            { "groq", "unprocessable", ModelFailureKind.BadRequest, "Unprocessable entity" },
            { "groq", "dependency", ModelFailureKind.Overloaded, "Failed dependency" },
            { "groq", "flex", ModelFailureKind.Overloaded, "Flex tier capacity exceeded" },
            { "groq", "internal", ModelFailureKind.Overloaded, "Internal Server Error" },
            { "groq", "unavailable", ModelFailureKind.Overloaded, "Service Unavailable" },
            { "groq", "no-choices", ModelFailureKind.Malformed, "chat.completion" },
            { "gemini", "auth", ModelFailureKind.Auth, "API key not valid" },
            { "gemini", "denied", ModelFailureKind.Auth, "unregistered callers" },
            { "gemini", "disabled", ModelFailureKind.Gated, "it is disabled" },
            { "gemini", "location", ModelFailureKind.Gated, "User location is not supported" },
            { "gemini", "billing", ModelFailureKind.Payment, "enable billing" },
            { "gemini", "not-found", ModelFailureKind.Gated, "is not found for API version" },
            { "gemini", "rate-limit", ModelFailureKind.RateLimited, "Resource has been exhausted" },
            { "gemini", "daily", ModelFailureKind.Quota, "exceeded your current quota" },
            { "gemini", "too-long", ModelFailureKind.ContextTooLong, "exceeds the maximum number of tokens" },
            { "gemini", "bad-request", ModelFailureKind.BadRequest, "Invalid JSON payload" },
            { "gemini", "internal", ModelFailureKind.Overloaded, "INTERNAL" },
            { "gemini", "unavailable", ModelFailureKind.Overloaded, "The model is overloaded" },
            { "gemini", "deadline", ModelFailureKind.TimeOut, "Deadline expired" },
            { "gemini", "prompt-blocked", ModelFailureKind.ContentBlocked, "PROHIBITED_CONTENT" },
            { "openrouter", "auth", ModelFailureKind.Auth, "No auth credentials" },
            { "openrouter", "credits", ModelFailureKind.Payment, "Insufficient credits" },
            { "openrouter", "moderation", ModelFailureKind.ContentBlocked, "input was flagged" },
            { "openrouter", "not-found", ModelFailureKind.Gated, "No endpoints found" },
            { "openrouter", "timeout", ModelFailureKind.TimeOut, "Request timed out" },
            { "openrouter", "rate-limit", ModelFailureKind.RateLimited, "Example says demo is temporarily rate-limited upstream" },
            { "openrouter", "bad-request", ModelFailureKind.BadRequest, "Input required" },
            { "openrouter", "upstream", ModelFailureKind.Overloaded, "upstream connect error" },
            { "openrouter", "unavailable", ModelFailureKind.Overloaded, "No allowed providers" },
            { "openrouter", "no-choices", ModelFailureKind.RateLimited, "Rate limit exceeded: free-models-per-min" },
            { "bedrock", "malformed-before", ModelFailureKind.Malformed, "The checksum of a frame does not hold." },
            { "bedrock", "malformed-after", ModelFailureKind.Malformed, "The checksum of a frame does not hold." },
            { "groq", "malformed-before", ModelFailureKind.Malformed, "is no JSON object" },
            { "gemini", "malformed-before", ModelFailureKind.Malformed, "is no JSON object" },
            { "gemini", "malformed-after", ModelFailureKind.Malformed, "is no JSON object" },
            { "bedrock", "error-before", ModelFailureKind.Overloaded, "modelStreamErrorException: The system encountered" },
            { "bedrock", "error-after", ModelFailureKind.Overloaded, "modelStreamErrorException: The system encountered" },
            { "groq", "error-before", ModelFailureKind.Overloaded, "Internal server error" },
            { "groq", "error-after", ModelFailureKind.Overloaded, "Internal server error" },
            { "gemini", "error-before", ModelFailureKind.Overloaded, "The model is overloaded" },
            { "gemini", "error-after", ModelFailureKind.Overloaded, "The model is overloaded" },
            { "openrouter", "error-before", ModelFailureKind.Overloaded, "Provider disconnected" },
            { "openrouter", "error-after", ModelFailureKind.Overloaded, "Provider disconnected" },
        };
        foreach (var provider in Providers)
        {
            cases.Add(provider, "stall-before", ModelFailureKind.TimeOut, "No first word in");
            cases.Add(provider, "stall-after", ModelFailureKind.TimeOut, "No next word in");
            cases.Add(provider, "cut", ModelFailureKind.Interrupted, "");
            cases.Add(provider, "cut-clean", ModelFailureKind.Interrupted, "The stream ended before the answer did.");
            cases.Add(provider, "blocked", ModelFailureKind.ContentBlocked, "");
            cases.Add(provider, "empty", ModelFailureKind.Malformed, "The answer has no words.");
            cases.Add(provider, "html-502", ModelFailureKind.Overloaded, "502 Bad Gateway cloudfront");
            cases.Add(provider, "html-200", ModelFailureKind.Malformed, "502 Bad Gateway cloudfront");
            cases.Add(provider, "drop", ModelFailureKind.Overloaded, "");
        }

        return cases;
    }
}
