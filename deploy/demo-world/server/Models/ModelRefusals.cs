namespace Raposa.DemoWorld.Models;

/// <summary>How each provider refuses: status, headers and words as it documents them, or as people have seen them.</summary>
internal static class ModelRefusals
{
    private const string Html = """
        <!DOCTYPE html><html><head><title>502 Bad Gateway</title><style>body{color:#333}</style></head>
        <body><center><h1>502 Bad Gateway</h1></center><hr><center>cloudfront</center></body></html>
        """;

    /// <summary>Null if the provider has no such way.</summary>
    public static ModelRefusal? Find(string provider, string fault) => fault switch
    {
        "html-502" => new(502, Html) { ContentType = "text/html" },
        "html-200" => new(200, Html) { ContentType = "text/html; charset=utf-8" },
        _ => provider switch
        {
            "bedrock" => Bedrock.GetValueOrDefault(fault),
            "groq" => Groq.GetValueOrDefault(fault),
            "gemini" => Gemini.GetValueOrDefault(fault),
            "openrouter" => OpenRouter.GetValueOrDefault(fault),
            _ => null,
        },
    };

    private static readonly Dictionary<string, ModelRefusal> Bedrock = new(StringComparer.Ordinal)
    {
        ["payment"] = Aws(403, "AccessDeniedException", "Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided."),
        ["inference-profile"] = Aws(
            400, "ValidationException",
            "Invocation of model ID anthropic.claude-sonnet-4-5 with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model."),
        ["no-access"] = Aws(403, "AccessDeniedException", "You don't have access to the model with the specified model ID."),
        ["form"] = Aws(404, "ResourceNotFoundException", "Model use case details have not been submitted for this account."),
        ["legacy"] = Aws(404, "ResourceNotFoundException", "Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days."),
        ["denied"] = Aws(403, "AccessDeniedException", "User: arn:aws:sts::900100200900:assumed-role/raposa-collector/raposa is not authorized to perform: bedrock:InvokeModelWithResponseStream"),
        ["expired"] = Aws(403, "ExpiredTokenException", "The security token included in the request is expired"),
        ["throttle"] = Aws(429, "ThrottlingException", "Too many requests, please wait before trying again."),
        ["tokens-per-day"] = Aws(429, "ThrottlingException", "Too many tokens per day, please wait before trying again."),
        ["not-ready"] = Aws(429, "ModelNotReadyException", "The model is not ready for inference."),
        ["quota"] = Aws(400, "ServiceQuotaExceededException", "Your request exceeds the service quota for your account."),
        ["model-timeout"] = Aws(408, "ModelTimeoutException", "Model has timed out in processing the request. Try your request again."),
        ["model-error"] = Aws(424, "ModelErrorException", "The system encountered an unexpected error during processing. Try your request again."),
        ["too-long"] = Aws(400, "ValidationException", "Input is too long for requested model."),
        ["bad-request"] = Aws(400, "ValidationException", "Malformed input request: #/inferenceConfig/maxTokens: expected type: Integer, found: String, please reformat your input and try again."),
        ["internal"] = Aws(500, "InternalServerException", "The system encountered an unexpected error during processing. Try your request again."),
        ["unavailable"] = Aws(503, "ServiceUnavailableException", "The service is temporarily unable to handle the request."),
    };

    private static readonly Dictionary<string, ModelRefusal> Groq = new(StringComparer.Ordinal)
    {
        ["auth"] = OpenAi(401, "Invalid API Key", "invalid_request_error", "invalid_api_key"),
        ["terms"] = OpenAi(400, "The model `demo` requires terms acceptance. Please have the org admin accept the terms.", "invalid_request_error", "model_terms_required"),
        ["not-found"] = OpenAi(404, "The model `demo` does not exist or you do not have access to it.", "invalid_request_error", "model_not_found"),
        ["decommissioned"] = OpenAi(400, "The model `demo` has been decommissioned and is no longer supported.", "invalid_request_error", "model_decommissioned"),
        ["rate-limit"] = OpenAi(429, "Rate limit reached for model `demo` on requests per minute (RPM): Limit 30, Used 30, Requested 1.", "requests", "rate_limit_exceeded")
            with { Headers = [("retry-after", "7"), ("x-ratelimit-remaining-requests", "0")] },
        ["daily"] = OpenAi(429, "Rate limit reached for model `demo` on tokens per day (TPD): Limit 100000, Used 99990, Requested 1200.", "tokens", "rate_limit_exceeded")
            with { Headers = [("retry-after", "930")] },
        ["too-large"] = OpenAi(413, "Request too large for model `demo` on tokens per minute (TPM): Limit 6000, Requested 9120.", "tokens", "rate_limit_exceeded"),
        ["too-long"] = OpenAi(400, "Please reduce the length of the messages or completion.", "invalid_request_error", "context_length_exceeded"),
        ["bad-request"] = OpenAi(400, "'messages.0' : for 'role:system' the following must be satisfied[('messages.0.content' : property is missing)]", "invalid_request_error", ""),
        ["unprocessable"] = OpenAi(422, "Unprocessable entity", "invalid_request_error", ""),
        ["dependency"] = OpenAi(424, "Failed dependency", "api_error", ""),
        ["flex"] = OpenAi(498, "Flex tier capacity exceeded. Please try again later.", "api_error", "capacity_exceeded"),
        ["internal"] = OpenAi(500, "Internal Server Error", "internal_server_error", ""),
        ["unavailable"] = OpenAi(503, "Service Unavailable", "service_unavailable", ""),
        ["no-choices"] = new(200, """{"id":"chatcmpl-1","object":"chat.completion","model":"demo"}"""),
    };

    private static readonly Dictionary<string, ModelRefusal> Gemini = new(StringComparer.Ordinal)
    {
        ["auth"] = Google(400, "API key not valid. Please pass a valid API key.", "INVALID_ARGUMENT", """{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}"""),
        ["denied"] = Google(403, "Method doesn't allow unregistered callers.", "PERMISSION_DENIED"),
        ["disabled"] = Google(403, "Generative Language API has not been used in project 1 before or it is disabled.", "PERMISSION_DENIED", """{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"SERVICE_DISABLED"}"""),
        ["location"] = Google(400, "User location is not supported for the API use.", "FAILED_PRECONDITION"),
        ["billing"] = Google(400, "Gemini API free tier is not available in your country. Please enable billing on your project in Google AI Studio.", "FAILED_PRECONDITION"),
        ["not-found"] = Google(404, "models/demo is not found for API version v1beta.", "NOT_FOUND"),
        ["rate-limit"] = Google(429, "Resource has been exhausted (e.g. check quota).", "RESOURCE_EXHAUSTED", """{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34s"}"""),
        ["daily"] = Google(429, "You exceeded your current quota.", "RESOURCE_EXHAUSTED", """{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}"""),
        ["too-long"] = Google(400, "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).", "INVALID_ARGUMENT"),
        ["bad-request"] = Google(400, "Invalid JSON payload received. Unknown name \"contentz\": Cannot find field.", "INVALID_ARGUMENT"),
        ["internal"] = Google(500, "An internal error has occurred.", "INTERNAL"),
        // This one in a list of one, as the streaming endpoint does.
        ["unavailable"] = new(503, """[{"error":{"code":503,"message":"The model is overloaded. Please try again later.","status":"UNAVAILABLE"}}]"""),
        ["deadline"] = Google(504, "Deadline expired before operation could complete.", "DEADLINE_EXCEEDED"),
        ["prompt-blocked"] = new(200, "data: {\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},\"usageMetadata\":{\"promptTokenCount\":9}}\r\n\r\n") { ContentType = "text/event-stream" },
    };

    private static readonly Dictionary<string, ModelRefusal> OpenRouter = new(StringComparer.Ordinal)
    {
        ["auth"] = Router(401, "No auth credentials found"),
        ["credits"] = Router(402, "Insufficient credits. Add more using https://openrouter.ai/settings/credits"),
        ["moderation"] = Router(403, "demo requires moderation on Example. Your input was flagged for \"violence\".", """{"reasons":["violence"],"flagged_input":"…","provider_name":"Example"}"""),
        ["not-found"] = Router(404, "No endpoints found for demo."),
        ["timeout"] = Router(408, "Request timed out"),
        ["rate-limit"] = Router(429, "Provider returned error", """{"raw":"demo is temporarily rate-limited upstream. Please retry shortly.","provider_name":"Example"}""")
            with { Headers = [("Retry-After", "12")] },
        ["bad-request"] = Router(400, "Input required: specify \"prompt\" or \"messages\""),
        ["upstream"] = Router(502, "Provider returned error", """{"raw":"upstream connect error","provider_name":"Example"}"""),
        ["unavailable"] = Router(503, "No allowed providers are available for the selected model."),
        // The status was 200 before the provider behind it refused: a body with an error and without choices.
        ["no-choices"] = new(200, """{"error":{"message":"Rate limit exceeded: free-models-per-min. ","code":429,"metadata":{"headers":{"X-RateLimit-Limit":"20"}}},"user_id":"user_1"}"""),
    };

    public static ModelRefusal Aws(int status, string type, string message) =>
        new(status, $$"""{"message":{{Quoted(message)}}}""") { Headers = [("x-amzn-ErrorType", $"{type}:http://internal.amazon.com/coral/com.amazon.bedrock/")] };

    public static ModelRefusal OpenAi(int status, string message, string type, string code) =>
        new(status, $$$"""{"error":{"message":{{{Quoted(message)}}},"type":"{{{type}}}"{{{(code.Length > 0 ? $",\"code\":\"{code}\"" : "")}}}}}""");

    private static ModelRefusal Google(int code, string message, string status, string? detail = null) =>
        new(code, $$$"""{"error":{"code":{{{code}}},"message":{{{Quoted(message)}}},"status":"{{{status}}}","details":[{{{detail}}}]}}""");

    private static ModelRefusal Router(int code, string message, string metadata = "{}") =>
        new(code, $$$"""{"error":{"message":{{{Quoted(message)}}},"code":{{{code}}},"metadata":{{{metadata}}}},"user_id":"user_1"}""");

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
