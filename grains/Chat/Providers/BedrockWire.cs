using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Chat;

/// <summary>Bedrock's Converse and ConverseStream: what is sent, and what comes.</summary>
internal static class BedrockWire
{
    /// <summary>The id may be a model's, or an inference profile's id or ARN: as one segment of the path.</summary>
    public static string PathOf(string model) => $"/model/{Uri.EscapeDataString(model)}/converse-stream";

    public static JsonObject Body(ModelCall call)
    {
        var body = new JsonObject
        {
            ["system"] = new JsonArray(new JsonObject { ["text"] = call.Prompt.System }),
            ["messages"] = new JsonArray([.. call.Prompt.Messages.Select(message => new JsonObject
            {
                ["role"] = message.IsPerson ? "user" : "assistant",
                ["content"] = new JsonArray(new JsonObject { ["text"] = message.Text }),
            })]),
            ["inferenceConfig"] = new JsonObject { ["maxTokens"] = call.MaxOutputTokens, ["temperature"] = 0 },
        };
        if (call.BillingTag is { } tag)
        {
            body["requestMetadata"] = new JsonObject { ["raposa-organization"] = tag };
        }

        return body;
    }

    /// <summary>What a frame says; null where it says nothing of the answer.</summary>
    /// <exception cref="ModelFailureException">It is an exception, or no frame of this stream.</exception>
    public static ModelUpdate? Read(EventStreamFrame frame)
    {
        var type = frame.Headers.GetValueOrDefault(":message-type");
        if (type is not "event")
        {
            throw new ModelFailureException(FailureIn(frame));
        }

        var payload = Parse(frame);
        return frame.Headers.GetValueOrDefault(":event-type") switch
        {
            "contentBlockDelta" => payload["delta"]?["text"]?.GetValue<string>() is { Length: > 0 } text ? new ModelText(text) : null,
            "messageStop" => End(payload["stopReason"]?.GetValue<string>() ?? ""),
            "metadata" => payload["usage"] is JsonObject usage ? new ModelUsage(Count(usage, "inputTokens"), Count(usage, "outputTokens")) : null,
            _ => null,
        };
    }

    private static ModelEnd End(string reason) => reason switch
    {
        "end_turn" or "stop_sequence" => new(WasCutShort: false),
        "max_tokens" => new(WasCutShort: true),
        "guardrail_intervened" or "content_filtered" => throw Failed(ModelFailureKind.ContentBlocked, reason),
        "model_context_window_exceeded" => throw Failed(ModelFailureKind.ContextTooLong, reason),
        _ => throw Failed(ModelFailureKind.Malformed, reason),
    };

    private static ModelFailureException Failed(ModelFailureKind kind, string reason) => new(new(kind, $"stopReason {reason}"));

    // An exception of the model names itself; an error of the protocol has a code and a message in its headers.
    private static ModelFailure FailureIn(EventStreamFrame frame)
    {
        if (frame.Headers.GetValueOrDefault(":exception-type") is { } exception)
        {
            return BedrockErrors.Of(exception, Parse(frame)["message"]?.ToString() ?? exception, null);
        }

        var code = frame.Headers.GetValueOrDefault(":error-code");
        return code is null
            ? new(ModelFailureKind.Malformed, $"A frame of the type '{frame.Headers.GetValueOrDefault(":message-type")}'.")
            : BedrockErrors.Of(code, frame.Headers.GetValueOrDefault(":error-message") ?? code, null);
    }

    private static JsonObject Parse(EventStreamFrame frame)
    {
        try
        {
            return JsonNode.Parse(frame.Payload.Span) as JsonObject ?? throw new JsonException("no object");
        }
        catch (JsonException broken)
        {
            throw new ModelFailureException(new(ModelFailureKind.Malformed, $"A frame is no JSON object: {broken.Message}"), broken);
        }
    }

    private static int Count(JsonObject usage, string name) => usage[name] is JsonValue value && value.TryGetValue<int>(out var count) ? count : 0;
}
