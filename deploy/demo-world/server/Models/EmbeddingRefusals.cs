namespace Raposa.DemoWorld.Models;

/// <summary>How the two providers of embeddings refuse: status, headers and words.</summary>
internal static class EmbeddingRefusals
{
    public static readonly Dictionary<string, ModelRefusal> Titan = new(StringComparer.Ordinal)
    {
        ["model"] = ModelRefusals.Aws(400, "ValidationException", "The provided model identifier is invalid."),
        ["no-text"] = ModelRefusals.Aws(400, "ValidationException", "Malformed input request: #: required key [inputText] not found, please reformat your input and try again."),
        ["empty"] = ModelRefusals.Aws(400, "ValidationException", "Malformed input request: expected minLength: 1, actual: 0, please reformat your input and try again."),
        ["too-many-characters"] = ModelRefusals.Aws(400, "ValidationException", "Malformed input request: expected maxLength: 50000, actual: 50001, please reformat your input and try again."),
        ["too-long"] = ModelRefusals.Aws(400, "ValidationException", "400 Bad Request: Too many input tokens. Max input tokens: 8192, request input token count: 9120 "),
        ["dimensions"] = ModelRefusals.Aws(400, "ValidationException", "Malformed input request: #/dimensions: 100 is not a valid enum value, please reformat your input and try again."),
    };

    public static readonly Dictionary<string, ModelRefusal> OpenAi = new(StringComparer.Ordinal)
    {
        ["auth"] = ModelRefusals.OpenAi(401, "Incorrect API key provided: sk-proj-abcdefgh0123. You can find your API key at https://platform.openai.com/account/api-keys.", "invalid_request_error", "invalid_api_key"),
        ["no-model"] = ModelRefusals.OpenAi(400, "you must provide a model parameter", "invalid_request_error", ""),
        ["empty"] = ModelRefusals.OpenAi(400, "'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.", "invalid_request_error", ""),
        ["too-long"] = ModelRefusals.OpenAi(400, "This model's maximum context length is 8192 tokens, however you requested 9120 tokens (9120 in your prompt; 0 for the completion). Please reduce your prompt; or completion length.", "invalid_request_error", ""),
        ["dimensions"] = ModelRefusals.OpenAi(400, "This model does not support specifying dimensions.", "invalid_request_error", ""),
        ["rate-limit"] = ModelRefusals.OpenAi(429, "Rate limit reached for text-embedding-3-small on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 100ms.", "requests", "rate_limit_exceeded")
            with { Headers = [("retry-after", "0.1")] },
        ["quota"] = ModelRefusals.OpenAi(429, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota", "insufficient_quota"),
        ["internal"] = ModelRefusals.OpenAi(500, "The server had an error while processing your request. Sorry about that!", "server_error", ""),
        ["no-data"] = new(200, """{"object":"list","model":"demo"}"""),
    };

    /// <summary>What Bedrock's models refuse with alike is there: <c>throttle</c>, <c>denied</c>, <c>unavailable</c>.</summary>
    public static ModelRefusal? Find(string provider, string fault) => provider == "titan"
        ? Titan.GetValueOrDefault(fault) ?? ModelRefusals.Find("bedrock", fault)
        : OpenAi.GetValueOrDefault(fault) ?? ModelRefusals.Find("openai", fault);
}
