using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Models;

/// <summary>Chat completions as Groq and OpenRouter stream them.</summary>
internal sealed class OpenAiDialect(string provider) : IModelDialect
{
    public string Provider => provider;

    public string ContentType => "text/event-stream";

    private bool IsOpenRouter => provider == "openrouter";

    public string? Question(JsonObject body) => (body["messages"] as JsonArray)?.LastOrDefault()?["content"]?.GetValue<string>();

    public byte[] Start(string model) =>
    [
        .. IsOpenRouter ? Encoding.UTF8.GetBytes(": OPENROUTER PROCESSING\n\n") : [],
        .. Chunk(new() { ["role"] = "assistant", ["content"] = "" }, null, IsOpenRouter ? null : new() { ["x_groq"] = new JsonObject { ["id"] = "req_01" } }),
    ];

    public byte[] Text(string text) => Chunk(new() { ["content"] = text }, null, null);

    public byte[] End(ModelEnding ending, int inputTokens, int outputTokens)
    {
        var usage = new JsonObject
        {
            ["prompt_tokens"] = inputTokens, ["completion_tokens"] = outputTokens, ["total_tokens"] = inputTokens + outputTokens,
        };
        var reason = ending switch { ModelEnding.Whole => "stop", ModelEnding.CutShort => "length", _ => "content_filter" };
        if (!IsOpenRouter)
        {
            usage["queue_time"] = 0.012;
            return [.. Chunk([], reason, new() { ["x_groq"] = new JsonObject { ["id"] = "req_01", ["usage"] = usage } }), .. Done()];
        }

        usage["cost"] = 0.00125;
        return [.. Chunk([], reason, null), .. Chunk(new() { ["content"] = "" }, null, new() { ["usage"] = usage }), .. Done()];
    }

    public byte[] Error() => IsOpenRouter
        ? Chunk(new() { ["content"] = "" }, "error", new()
        {
            ["error"] = new JsonObject
            {
                ["code"] = 502, ["message"] = "Provider disconnected", ["metadata"] = new JsonObject { ["provider_name"] = "Example" },
            },
        })
        : Chunk([], null, new()
        {
            ["x_groq"] = new JsonObject
            {
                ["error"] = new JsonObject { ["message"] = "Internal server error", ["type"] = "internal_server_error", ["code"] = "internal_server_error" },
            },
        });

    public byte[] Garbage() => Event("{\"choices\":[{\"delta\":{\"content\":\"cut of");

    private static byte[] Done() => Event("[DONE]");

    private static byte[] Chunk(JsonObject delta, string? reason, JsonObject? besides)
    {
        var chunk = new JsonObject
        {
            ["id"] = "chatcmpl-1", ["object"] = "chat.completion.chunk", ["created"] = 1_773_480_413, ["model"] = "demo",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = reason }),
        };
        foreach (var (name, value) in besides ?? [])
        {
            chunk[name] = value?.DeepClone();
        }

        return Event(chunk.ToJsonString());
    }

    private static byte[] Event(string data) => Encoding.UTF8.GetBytes($"data: {data}\n\n");
}
