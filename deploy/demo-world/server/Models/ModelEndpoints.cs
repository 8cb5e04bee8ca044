using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Aws;
using Raposa.DemoWorld.Aws.Signing;

namespace Raposa.DemoWorld.Models;

/// <summary>The APIs of the four providers of models, each at its own path, and the switches of what goes wrong with them.</summary>
internal static class ModelEndpoints
{
    private static readonly IModelDialect Bedrock = new BedrockDialect(), Gemini = new GeminiDialect();

    private static readonly IModelDialect Groq = new OpenAiDialect("groq"), OpenRouter = new OpenAiDialect("openrouter");

    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/model/{model}/converse-stream", ConverseAsync);
        routes.MapPost("/openai/v1/chat/completions", (HttpContext context, ModelProviders models) =>
            HandleAsync(context, models, Groq, null, HasBearer(context, models.GroqKey)));
        routes.MapPost("/api/v1/chat/completions", (HttpContext context, ModelProviders models) =>
            HandleAsync(context, models, OpenRouter, null, HasBearer(context, models.OpenRouterKey)));
        routes.MapPost("/v1beta/models/{call}", (HttpContext context, string call, ModelProviders models) =>
            HandleAsync(context, models, Gemini, call.Split(':')[0], context.Request.Headers["x-goog-api-key"] == models.GeminiKey));
    }

    /// <summary>Below the world's own interface.</summary>
    public static void MapModelControl(this IEndpointRouteBuilder control)
    {
        control.MapPut("/models/{provider}/fault/{fault}", (string provider, string fault, ModelProviders models) =>
        {
            models.Faults[provider] = fault;
            return Results.NoContent();
        });
        control.MapDelete("/models/faults", (ModelProviders models) =>
        {
            models.Faults.Clear();
            models.Answer = null;
            return Results.NoContent();
        });
        control.MapPut("/models/answer", async (HttpRequest request, ModelProviders models) =>
        {
            using var reader = new StreamReader(request.Body);
            models.Answer = await reader.ReadToEndAsync();
            return Results.NoContent();
        });
        control.MapGet("/models/last-question", (ModelProviders models) => Results.Text(models.LastQuestion ?? ""));
    }

    private static async Task ConverseAsync(HttpContext context, ModelProviders models, SignatureCheck signatures)
    {
        var request = await AwsRequest.ReadAsync(context);
        if (RefusalOf(request, signatures) is { } unsigned)
        {
            await SendAsync(context, unsigned);
            return;
        }

        var model = Uri.UnescapeDataString(request.RawPath.Split('/')[2]);
        // As Bedrock does with newer models: by their profile, or not at all.
        var fault = model.StartsWith("anthropic.", StringComparison.Ordinal) ? "inference-profile" : null;
        await AnswerAsync(context, models, Bedrock, model, Parse(request.Body), fault);
    }

    /// <summary>Null if the request is signed by a session of the world.</summary>
    internal static ModelRefusal? RefusalOf(AwsRequest request, SignatureCheck signatures)
    {
        try
        {
            var scope = CredentialScope.Parse(request.Headers.Authorization)
                ?? throw new AwsErrorException(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
            signatures.Check(request, scope);
            return null;
        }
        catch (AwsErrorException refused)
        {
            return new(refused.Status, $$"""{"message":{{JsonSerializer.Serialize(refused.Message)}}}""") { Headers = [("x-amzn-ErrorType", refused.Code)] };
        }
    }

    private static async Task HandleAsync(HttpContext context, ModelProviders models, IModelDialect dialect, string? model, bool isAllowed)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        await AnswerAsync(context, models, dialect, model, Parse(body.ToArray()), isAllowed ? null : "auth");
    }

    private static async Task AnswerAsync(
        HttpContext context, ModelProviders models, IModelDialect dialect, string? model, JsonObject? body, string? fault)
    {
        var name = fault ?? models.Faults.GetValueOrDefault(dialect.Provider);
        var question = body is null ? null : dialect.Question(body);
        if (question is null)
        {
            name = "bad-request";
        }

        models.LastQuestion = question;
        if (name == "drop")
        {
            context.Abort();
        }
        else if (name is not null && ModelRefusals.Find(dialect.Provider, name) is { } refusal)
        {
            await SendAsync(context, refusal);
        }
        else
        {
            var answer = models.Answer ?? ModelWriter.Answer(question ?? "");
            await ModelStreaming.SendAsync(context, dialect, model ?? body?["model"]?.ToString() ?? "", answer, question?.Length ?? 0, name);
        }
    }

    internal static async Task SendAsync(HttpContext context, ModelRefusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = refusal.ContentType;
        foreach (var (name, value) in refusal.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(refusal.Body, context.RequestAborted);
    }

    private static bool HasBearer(HttpContext context, string key) => context.Request.Headers.Authorization == $"Bearer {key}";

    internal static JsonObject? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
