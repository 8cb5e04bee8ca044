using System.Net.Http;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Raposa.Collection;
using Raposa.Demo;

namespace Raposa.Chat;

/// <summary>The four providers of the demo's world, and the platform's own clients in front of them.</summary>
public sealed class ModelWorld : IAsyncLifetime
{
    private readonly WorldFixture _world = new();
    private readonly HttpClient _http = ModelHttpClient.NewHttpClient();
    private Dictionary<string, IModel> _models = null!;
    private BedrockRequestClient _bedrock = null!;

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        var session = await _world.SessionAsync(WorldFixture.Production);
        var credentials = new AwsCredentials(
            session["AWS_ACCESS_KEY_ID"], session["AWS_SECRET_ACCESS_KEY"], session["AWS_SESSION_TOKEN"], DateTimeOffset.MaxValue);
        var keys = (JsonObject)(await _world.EstateAsync())["models"]!;
        var http = new ModelHttpClient(_http);
        _bedrock = new BedrockRequestClient(_world.Address, "eu-west-1", _ => Task.FromResult(credentials), () => TimeProvider.System.GetUtcNow());
        _models = new IModel[]
        {
            new BedrockModelClient(_bedrock, http),
            new OpenAiModelClient("groq", new(_world.Address, "openai/v1/chat/completions"), keys["groqKey"]!.GetValue<string>(), http),
            new GeminiModelClient(_world.Address, keys["geminiKey"]!.GetValue<string>(), http),
            new OpenAiModelClient("openrouter", new(_world.Address, "api/v1/chat/completions"), keys["openRouterKey"]!.GetValue<string>(), http),
        }.ToDictionary(model => model.Provider);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _world.DisposeAsync();
    }

    internal Uri Address => _world.Address;

    internal async Task<(string Groq, string OpenRouter)> KeysAsync()
    {
        var keys = (JsonObject)(await _world.EstateAsync())["models"]!;
        return (keys["groqKey"]!.GetValue<string>(), keys["openRouterKey"]!.GetValue<string>());
    }

    internal async Task<string> OpenAiKeyAsync() => (await _world.EstateAsync())["models"]!["openAiKey"]!.GetValue<string>();

    internal Uri Embeddings => new(_world.Address, "v1/embeddings");

    /// <summary>The platform's own client in front of the world's Titan, or of its other endpoint.</summary>
    internal IEmbedder Embedder(EmbeddingOptions options, BedrockRequestClient? bedrock = null) => options.Provider == EmbeddingOptions.Titan
        ? new TitanEmbeddingClient(bedrock ?? _bedrock, new(_http), options)
        : new OpenAiEmbeddingClient(Embeddings, new(_http), options);

    /// <summary>The texts of each request for vectors since the last time.</summary>
    internal async Task<string[][]> EmbeddedAsync()
    {
        var requests = await _world.Http.GetFromJsonAsync<string[][]>(new Uri(_world.Address, "_world/models/embedded"));
        await SendAsync(HttpMethod.Delete, "_world/models/embedded", "");
        return requests!;
    }

    internal IModel Model(string provider) => _models[provider];

    internal Task FailAsync(string provider, string fault) => SendAsync(HttpMethod.Put, $"_world/models/{provider}/fault/{fault}", "");

    internal Task SayAsync(string answer) => SendAsync(HttpMethod.Put, "_world/models/answer", answer);

    internal Task HealAsync() => SendAsync(HttpMethod.Delete, "_world/models/faults", "");

    private async Task SendAsync(HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, new Uri(_world.Address, path)) { Content = new StringContent(body, Encoding.UTF8) };
        using var response = await _world.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
