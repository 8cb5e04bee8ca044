using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;

namespace Raposa.Chat;

/// <summary>OpenAI's embeddings, and whoever else serves them: vLLM, Ollama, text-embeddings-inference, a gateway.</summary>
/// <param name="address">Of <c>/embeddings</c>.</param>
internal sealed class OpenAiEmbeddingClient(Uri address, ModelHttpClient http, EmbeddingOptions options) : IEmbedder
{
    public string Provider => EmbeddingOptions.OpenAi;

    public string Model { get; } = options.Model!;

    public string Name { get; } = EmbeddingSettings.NameOf(options);

    // Text Embeddings Inference takes 32 at the most, and OpenAI 300,000 tokens: both hold.
    public int TextsAtOnce => 32;

    public int RequestsAtOnce => 2;

    public async Task<EmbeddedTexts> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var body = OpenAiEmbeddingWire.Body(Model, texts.Select(text => TextCut.At(text, OpenAiEmbeddingWire.LongestText)), options.Dimensions);
        using var message = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        if (options.ApiKey is { Length: > 0 } key)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        var answer = await http.SendAsync<OpenAiEmbeddingWire.Answer>(message, OpenAiErrors.Of, cancellationToken);
        return OpenAiEmbeddingWire.Read(answer, texts.Count, options.Dimensions);
    }
}
