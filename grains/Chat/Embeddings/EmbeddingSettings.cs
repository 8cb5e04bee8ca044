namespace Raposa.Chat;

/// <summary>What of <see cref="EmbeddingOptions"/> cannot work.</summary>
internal static class EmbeddingSettings
{
    public const string TitanModel = "amazon.titan-embed-text-v2:0";

    // What halfvec holds.
    private const int MostDimensions = 16_000;

    /// <returns>The options, with what is meant where nothing is said.</returns>
    /// <exception cref="InvalidOperationException">They cannot work; the message names the setting and the remedy.</exception>
    public static EmbeddingOptions Checked(EmbeddingOptions options) => ProblemIn(options) is { } problem
        ? throw new InvalidOperationException($"Raposa:Chat:Embeddings:{problem}")
        : options.Provider == EmbeddingOptions.Titan
            ? options with { Model = options.Model is { Length: > 0 } model ? model : TitanModel, Dimensions = options.Dimensions ?? 1024 }
            : options;

    /// <summary>Goes with every stored vector: another name means that the vectors cannot be compared.</summary>
    public static string NameOf(EmbeddingOptions options) => $"{options.Provider}/{options.Model}/{options.Dimensions?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "own"}";

    private static string? ProblemIn(EmbeddingOptions options) => options switch
    {
        { Provider: not (EmbeddingOptions.None or EmbeddingOptions.Titan or EmbeddingOptions.OpenAi) } =>
            $"Provider is '{options.Provider}'. It is none, titan or openai.",
        { Provider: EmbeddingOptions.OpenAi, Model: not { Length: > 0 } } => "Model is missing. With openai it names the model, such as text-embedding-3-small.",
        { Provider: EmbeddingOptions.Titan, Dimensions: not (null or 256 or 512 or 1024) } => $"Dimensions is {options.Dimensions}. Titan has 256, 512 or 1024.",
        { Dimensions: < 1 or > MostDimensions } => $"Dimensions is {options.Dimensions}. It is a number from 1 to {MostDimensions}.",
        { TimeoutSeconds: not (> 0 and <= 600) } => $"TimeoutSeconds is {options.TimeoutSeconds}. It is more than 0 and 600 at the most.",
        { QuestionTimeoutSeconds: not (> 0 and <= 60) } => $"QuestionTimeoutSeconds is {options.QuestionTimeoutSeconds}. It is more than 0 and 60 at the most.",
        { LeastSimilarity: not (>= 0 and <= 1) } => $"LeastSimilarity is {options.LeastSimilarity}. It is a number from 0 to 1.",
        { Price: < 0 } => $"Price is {options.Price}. It is in US dollars for a million tokens.",
        { Url: { } url } when !url.IsAbsoluteUri || url.Scheme is not ("http" or "https") => $"Url is '{url}'. It begins with https:// or http://.",
        _ => null,
    };
}
