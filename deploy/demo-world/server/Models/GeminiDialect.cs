using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Models;

/// <summary>Google's streamGenerateContent with <c>alt=sse</c>.</summary>
internal sealed class GeminiDialect : IModelDialect
{
    public string Provider => "gemini";

    public string ContentType => "text/event-stream";

    public string? Question(JsonObject body) => (body["contents"] as JsonArray)?.LastOrDefault()?["parts"]?[0]?["text"]?.GetValue<string>();

    public byte[] Start(string model) => [];

    public byte[] Text(string text) => Chunk(text, null, null);

    public byte[] End(ModelEnding ending, int inputTokens, int outputTokens) => Chunk(
        ending == ModelEnding.Blocked ? null : "",
        ending switch { ModelEnding.Whole => "STOP", ModelEnding.CutShort => "MAX_TOKENS", _ => "SAFETY" },
        new() { ["promptTokenCount"] = inputTokens, ["candidatesTokenCount"] = outputTokens, ["totalTokenCount"] = inputTokens + outputTokens });

    public byte[] Error() => Event(new JsonObject
    {
        ["error"] = new JsonObject { ["code"] = 503, ["message"] = "The model is overloaded. Please try again later.", ["status"] = "UNAVAILABLE" },
    });

    public byte[] Garbage() => Encoding.UTF8.GetBytes("data: {\"candidates\": [{\"content\n\n");

    private static byte[] Chunk(string? text, string? reason, JsonObject? usage)
    {
        var candidate = new JsonObject { ["index"] = 0 };
        if (text is not null)
        {
            candidate["content"] = new JsonObject { ["role"] = "model", ["parts"] = new JsonArray(new JsonObject { ["text"] = text }) };
        }

        if (reason is not null)
        {
            candidate["finishReason"] = reason;
        }

        var chunk = new JsonObject { ["candidates"] = new JsonArray(candidate), ["modelVersion"] = "demo" };
        if (usage is not null)
        {
            chunk["usageMetadata"] = usage;
        }

        return Event(chunk);
    }

    private static byte[] Event(JsonObject data) => Encoding.UTF8.GetBytes($"data: {data.ToJsonString()}\r\n\r\n");
}
