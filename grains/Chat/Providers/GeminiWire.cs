using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Chat;

/// <summary>Gemini's <c>streamGenerateContent</c>: what is sent, and what comes.</summary>
internal static class GeminiWire
{
    public static string PathOf(string model) => $"/v1beta/models/{Uri.EscapeDataString(model)}:streamGenerateContent?alt=sse";

    public static JsonObject Body(ModelCall call) => new()
    {
        ["systemInstruction"] = new JsonObject { ["parts"] = new JsonArray(new JsonObject { ["text"] = call.Prompt.System }) },
        ["contents"] = new JsonArray([.. call.Prompt.Messages.Select(message => new JsonObject
        {
            ["role"] = message.IsPerson ? "user" : "model",
            ["parts"] = new JsonArray(new JsonObject { ["text"] = message.Text }),
        })]),
        ["generationConfig"] = new JsonObject { ["temperature"] = 0, ["maxOutputTokens"] = call.MaxOutputTokens },
    };

    /// <exception cref="ModelFailureException">It is an error, was held back, or has a shape that is not documented.</exception>
    public static IReadOnlyList<ModelUpdate> Read(string data)
    {
        var chunk = Parse(data);
        if (chunk["error"] is JsonObject error)
        {
            throw new ModelFailureException(GeminiErrors.Of(error, null));
        }

        // A prompt that was held back has no candidates at all.
        if (chunk["promptFeedback"]?["blockReason"]?.ToString() is { } block)
        {
            throw new ModelFailureException(new(ModelFailureKind.ContentBlocked, $"promptFeedback.blockReason {block}"));
        }

        if (chunk["candidates"] is not JsonArray candidates && chunk["usageMetadata"] is null)
        {
            throw new ModelFailureException(new(ModelFailureKind.Malformed, ProviderWords.Of($"The answer has no candidates: {data}")));
        }

        return Updates(chunk);
    }

    private static List<ModelUpdate> Updates(JsonObject chunk)
    {
        List<ModelUpdate> updates = [];
        var candidate = (chunk["candidates"] as JsonArray)?.FirstOrDefault();
        foreach (var part in candidate?["content"]?["parts"] as JsonArray ?? [])
        {
            // A thought is not the answer.
            if (part?["thought"]?.ToString() != "true" && part?["text"]?.GetValue<string>() is { Length: > 0 } text)
            {
                updates.Add(new ModelText(text));
            }
        }

        if (chunk["usageMetadata"] is JsonObject usage)
        {
            updates.Add(new ModelUsage(Count(usage, "promptTokenCount"), Count(usage, "candidatesTokenCount") + Count(usage, "thoughtsTokenCount")));
        }

        if (candidate?["finishReason"]?.ToString() is { } reason)
        {
            updates.Add(End(reason));
        }

        return updates;
    }

    private static ModelEnd End(string reason) => reason switch
    {
        "STOP" => new(WasCutShort: false),
        "MAX_TOKENS" => new(WasCutShort: true),
        "SAFETY" or "RECITATION" or "PROHIBITED_CONTENT" or "SPII" or "BLOCKLIST" or "LANGUAGE" =>
            throw new ModelFailureException(new(ModelFailureKind.ContentBlocked, $"finishReason {reason}")),
        _ => throw new ModelFailureException(new(ModelFailureKind.Malformed, $"finishReason {reason}")),
    };

    private static JsonObject Parse(string data)
    {
        try
        {
            // An error in the stream comes in a list of one, as some of its errors outside do.
            return (JsonNode.Parse(data) is JsonArray { Count: 1 } list ? list[0] : JsonNode.Parse(data)) as JsonObject ?? throw new JsonException("no object");
        }
        catch (JsonException broken)
        {
            throw new ModelFailureException(new(ModelFailureKind.Malformed, ProviderWords.Of($"An event is no JSON object: {data}")), broken);
        }
    }

    private static int Count(JsonObject usage, string name) => usage[name] is JsonValue value && value.TryGetValue<int>(out var count) ? count : 0;
}
