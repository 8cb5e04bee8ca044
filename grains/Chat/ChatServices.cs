using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Raposa.Collection;
using Raposa.Inventory.Analysis;

namespace Raposa.Chat;

/// <summary>What the grains of this noun need: the stores, and a client for each provider of models that is configured.</summary>
public static class ChatServices
{
    public static IServiceCollection AddChat(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Raposa:Chat").Get<ChatOptions>() ?? new();
        RequireRates(options);
        options = options with { Embeddings = EmbeddingSettings.Checked(options.Embeddings) };
        services.AddSingleton(options);
        services.AddSingleton<ChatStore>();
        services.AddSingleton<ChatReaderStore>();
        services.AddSingleton<PassageStore>();
        services.AddSingleton<PassageVectorStore>();
        services.AddSingleton<PassageVectors>();
        services.AddSingleton<MeaningSearch>();
        services.AddSingleton<IProviderCircuits, ModelProviderGrain.Calls>();
        services.AddSingleton<KnowledgeStore>();
        services.AddSingleton<SearchMemory>();
        services.AddSingleton<VersionMemory>();
        services.AddSingleton<EarlierAnswers>();
        services.AddSingleton<ViewMemory>();
        services.AddSingleton<AnswerCounts>();
        services.AddSingleton<PassageMemory>();
        services.AddSingleton<PassageSearch>();
        services.AddSingleton<IncidentReviewStore>();
        services.AddSingleton<IEvidenceSource, ViewEvidence>();
        services.AddSingleton<IPassageSource, ResourcePassages>();
        services.AddSingleton<IPassageSource, RetrievalIndexGrain.Coverage>();
        services.AddSingleton<IPassageIndex, RetrievalIndexGrain.Calls>();
        services.AddSingleton<IAnalysis, PassageAnalysis>();
        services.AddSingleton<ModelLinks>();
        services.AddSingleton(_ => new ModelHttpClient(ModelHttpClient.NewHttpClient()));
        services.AddKeyed(options, "groq", "https://api.groq.com/openai/v1/chat/completions", OpenAi("groq"));
        services.AddKeyed(options, "gemini", "https://generativelanguage.googleapis.com", (url, key, http) => new GeminiModelClient(url, key, http));
        services.AddKeyed(options, "openrouter", "https://openrouter.ai/api/v1/chat/completions", OpenAi("openrouter"));
        if (options.Providers.GetValueOrDefault("bedrock") is { Model.Length: > 0 } bedrock)
        {
            services.AddSingleton<IModel>(provider => new BedrockModelClient(
                Bedrock(provider, configuration, bedrock.Url, bedrock.Region), provider.GetRequiredService<ModelHttpClient>()));
        }

        services.AddEmbedder(configuration, options.Embeddings);

        return services;
    }

    // A rate of none would answer "wait" for ever; who must not ask at all has a role without that permission.
    private static void RequireRates(ChatOptions options)
    {
        IEnumerable<int?> rates =
        [
            options.QuestionsPerMinute, options.PersonQuestionsPerMinute,
            .. options.Organizations.Values.SelectMany(own => new[] { own.QuestionsPerMinute, own.PersonQuestionsPerMinute }),
        ];
        if (rates.FirstOrDefault(rate => rate < 1) is { } rate)
        {
            throw new InvalidOperationException($"QuestionsPerMinute and PersonQuestionsPerMinute in Raposa:Chat are 1 or more, not {rate}.");
        }
    }

    private static Func<Uri, string, ModelHttpClient, IModel> OpenAi(string name) => (url, key, http) => new OpenAiModelClient(name, url, key, http);

    private static void AddKeyed(
        this IServiceCollection services, ChatOptions options, string name, string address, Func<Uri, string, ModelHttpClient, IModel> make)
    {
        if (options.Providers.GetValueOrDefault(name) is { Model.Length: > 0, ApiKey: { Length: > 0 } key } settings)
        {
            services.AddSingleton(provider => make(settings.Url ?? new(address), key, provider.GetRequiredService<ModelHttpClient>()));
        }
    }

    private static void AddEmbedder(this IServiceCollection services, IConfiguration configuration, EmbeddingOptions options)
    {
        if (options.Provider == EmbeddingOptions.Titan)
        {
            services.AddSingleton<IEmbedder>(provider => new TitanEmbeddingClient(
                Bedrock(provider, configuration, options.Url, options.Region), provider.GetRequiredService<ModelHttpClient>(), options));
        }
        else if (options.Provider == EmbeddingOptions.OpenAi)
        {
            services.AddSingleton<IEmbedder>(provider => new OpenAiEmbeddingClient(
                options.Url ?? new("https://api.openai.com/v1/embeddings"), provider.GetRequiredService<ModelHttpClient>(), options));
        }
    }

    private static BedrockRequestClient Bedrock(IServiceProvider services, IConfiguration configuration, Uri? url, string? ownRegion)
    {
        var region = ownRegion ?? configuration["Raposa:Aws:Region"] ?? configuration["AWS_REGION"] ?? "us-east-1";
        var own = configuration["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] ?? configuration["AWS_ENDPOINT_URL"];
        var sessions = services.GetRequiredService<AwsSessions>();
        return new(
            url ?? new(own is { Length: > 0 } ? own : $"https://bedrock-runtime.{region}.amazonaws.com"),
            region, sessions.Workload.GetAsync, services.GetRequiredService<TimeProvider>().GetUtcNow);
    }
}
