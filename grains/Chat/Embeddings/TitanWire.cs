using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Raposa.Chat;

/// <summary>InvokeModel of Amazon Titan Text Embeddings V2: what is sent, and what comes. One text for a request; there is no other way.</summary>
internal static class TitanWire
{
    /// <summary>The model takes 8,192 tokens, and this many characters.</summary>
    public const int LongestText = 50_000;

    public static string PathOf(string model) => $"/model/{Uri.EscapeDataString(model)}/invoke";

    public static JsonObject Body(string text, int dimensions) => new()
    {
        ["inputText"] = text, ["dimensions"] = dimensions, ["normalize"] = true, ["embeddingTypes"] = new JsonArray("float"),
    };

    internal sealed record Answer
    {
        [JsonPropertyName("embedding")] public float[]? Embedding { get; init; }

        [JsonPropertyName("inputTextTokenCount")] public int InputTextTokenCount { get; init; }
    }
}
