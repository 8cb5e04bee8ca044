using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Raposa.Chat;

/// <summary>The embeddings of OpenAI and of whoever serves the same shape: what is sent, and what comes.</summary>
internal static class OpenAiEmbeddingWire
{
    /// <summary>Models take 8,192 tokens; ids and ARNs have one for some three characters.</summary>
    public const int LongestText = 24_000;

    /// <param name="dimensions">Null to leave it to the model: many servers refuse to be told.</param>
    public static JsonObject Body(string model, IEnumerable<string> texts, int? dimensions)
    {
        var body = new JsonObject
        {
            ["model"] = model, ["input"] = new JsonArray([.. texts.Select(text => JsonValue.Create(text))]), ["encoding_format"] = "float",
        };
        if (dimensions is { } told)
        {
            body["dimensions"] = told;
        }

        return body;
    }

    /// <summary>A vector for each text, by the index that each says it has.</summary>
    /// <exception cref="ModelFailureException">It is an error, or there is not one vector for each text.</exception>
    public static EmbeddedTexts Read(Answer answer, int texts, int? dimensions)
    {
        if (answer.Error is { } error)
        {
            throw new ModelFailureException(OpenAiErrors.Of(error, null));
        }

        var vectors = answer.Data ?? [];
        if (vectors.Length != texts || !vectors.Select(one => one.Index).Order().SequenceEqual(Enumerable.Range(0, texts)))
        {
            throw new ModelFailureException(new(
                ModelFailureKind.Malformed, $"The answer to {texts} texts has {vectors.Length} vectors, of the indices {string.Join(", ", vectors.Select(one => one.Index).Take(10))}."));
        }

        return new([.. vectors.OrderBy(one => one.Index).Select(one => DenseVector.Of(one.Embedding, dimensions))], answer.Usage?.PromptTokens ?? 0);
    }

    internal sealed record Answer
    {
        [JsonPropertyName("data")] public Item[]? Data { get; init; }

        [JsonPropertyName("usage")] public Use? Usage { get; init; }

        [JsonPropertyName("error")] public JsonNode? Error { get; init; }
    }

    internal sealed record Item
    {
        [JsonPropertyName("index")] public int Index { get; init; } = -1;

        [JsonPropertyName("embedding")] public float[]? Embedding { get; init; }
    }

    internal sealed record Use
    {
        [JsonPropertyName("prompt_tokens")] public int PromptTokens { get; init; }
    }
}
