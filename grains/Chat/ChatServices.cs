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
        services.AddSingleton(options);
        services.AddSingleton<ChatStore>();
        services.AddSingleton<ChatReaderStore>();
        services.AddSingleton<PassageStore>();
        services.AddSingleton<KnowledgeStore>();
        services.AddSingleton<SearchMemory>();
        services.AddSingleton<ViewMemory>();
        services.AddSingleton<AnswerCounts>();
        services.AddSingleton<PassageMemory>();
        services.AddSingleton<PassageSearch>();
        services.AddSingleton<IncidentReviewStore>();
        services.AddSingleton<IEvidenceSource, ViewEvidence>();
        services.AddSingleton<IPassageIndex, RetrievalIndexGrain.Calls>();
        services.AddSingleton<IAnalysis, PassageAnalysis>();
        services.AddSingleton<ModelLinks>();
        services.AddSingleton(_ => new ModelHttpClient(ModelHttpClient.NewHttpClient()));
        services.AddKeyed(options, "groq", "https://api.groq.com/openai/v1/chat/completions", OpenAi("groq"));
        services.AddKeyed(options, "gemini", "https://generativelanguage.googleapis.com", (url, key, http) => new GeminiModelClient(url, key, http));
        services.AddKeyed(options, "openrouter", "https://openrouter.ai/api/v1/chat/completions", OpenAi("openrouter"));
        if (options.Providers.GetValueOrDefault("bedrock") is { Model.Length: > 0 } bedrock)
        {
            services.AddSingleton<IModel>(provider => Bedrock(provider, configuration, bedrock));
        }

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

    private static BedrockModelClient Bedrock(IServiceProvider services, IConfiguration configuration, ModelOptions settings)
    {
        var region = settings.Region ?? configuration["Raposa:Aws:Region"] ?? configuration["AWS_REGION"] ?? "us-east-1";
        var own = configuration["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] ?? configuration["AWS_ENDPOINT_URL"];
        var sessions = services.GetRequiredService<AwsSessions>();
        var time = services.GetRequiredService<TimeProvider>();
        return new(
            settings.Url ?? new(own is { Length: > 0 } ? own : $"https://bedrock-runtime.{region}.amazonaws.com"),
            region, sessions.Workload.GetAsync, time.GetUtcNow, services.GetRequiredService<ModelHttpClient>());
    }
}
