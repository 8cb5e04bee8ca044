namespace Raposa.Chat;

/// <summary>Titan Text Embeddings V2 on Amazon Bedrock, signed by the session that the platform itself has.</summary>
internal sealed class TitanEmbeddingClient(BedrockRequestClient bedrock, ModelHttpClient http, EmbeddingOptions options) : IEmbedder
{
    private const string Json = "application/json";

    public string Provider => EmbeddingOptions.Titan;

    public string Model { get; } = options.Model!;

    public string Name { get; } = EmbeddingSettings.NameOf(options);

    public int TextsAtOnce => 1;

    // A request takes some 100 ms, and an account has 2,000 a minute before AWS gives it more.
    public int RequestsAtOnce => 4;

    public async Task<EmbeddedTexts> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var body = TitanWire.Body(TextCut.At(texts.Single(), TitanWire.LongestText), options.Dimensions!.Value);
        using var message = await bedrock.SignAsync(TitanWire.PathOf(Model), Json, body, cancellationToken);
        var answer = await http.SendAsync<TitanWire.Answer>(message, BedrockErrors.Of, cancellationToken);
        return new([DenseVector.Of(answer.Embedding, options.Dimensions)], answer.InputTextTokenCount);
    }
}
