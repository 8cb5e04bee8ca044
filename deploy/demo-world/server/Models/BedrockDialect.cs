using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Models;

/// <summary>ConverseStream of Amazon Bedrock.</summary>
internal sealed class BedrockDialect : IModelDialect
{
    public string Provider => "bedrock";

    public string ContentType => "application/vnd.amazon.eventstream";

    public string? Question(JsonObject body) =>
        (body["messages"] as JsonArray)?.LastOrDefault()?["content"]?[0]?["text"]?.GetValue<string>();

    public byte[] Start(string model) => Event("messageStart", new() { ["role"] = "assistant" });

    public byte[] Text(string text) =>
        Event("contentBlockDelta", new() { ["contentBlockIndex"] = 0, ["delta"] = new JsonObject { ["text"] = text }, ["p"] = "abcdefgh" });

    public byte[] End(ModelEnding ending, int inputTokens, int outputTokens) =>
    [
        .. Event("contentBlockStop", new() { ["contentBlockIndex"] = 0 }),
        .. Event("messageStop", new()
        {
            ["stopReason"] = ending switch { ModelEnding.Whole => "end_turn", ModelEnding.CutShort => "max_tokens", _ => "guardrail_intervened" },
        }),
        .. Event("metadata", new()
        {
            ["usage"] = new JsonObject { ["inputTokens"] = inputTokens, ["outputTokens"] = outputTokens, ["totalTokens"] = inputTokens + outputTokens },
            ["metrics"] = new JsonObject { ["latencyMs"] = 412 },
        }),
    ];

    public byte[] Error() => EventStreamFrames.Write(
        [(":message-type", "exception"), (":exception-type", "modelStreamErrorException"), (":content-type", "application/json")],
        Encoding.UTF8.GetBytes("""{"message":"The system encountered an unexpected error during processing. Try your request again.","originalStatusCode":500}"""));

    public byte[] Garbage()
    {
        var frame = Text("never read");
        frame[^6] ^= 0x20;
        return frame;
    }

    private static byte[] Event(string type, JsonObject payload) => EventStreamFrames.Write(
        [(":event-type", type), (":content-type", "application/json"), (":message-type", "event")], Encoding.UTF8.GetBytes(payload.ToJsonString()));
}
