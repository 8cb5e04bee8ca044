using System.Text.Json.Nodes;
using Raposa.DemoWorld.Aws;
using Raposa.DemoWorld.Aws.Signing;

namespace Raposa.DemoWorld.Models;

/// <summary>Titan's InvokeModel and an OpenAI-compatible <c>/v1/embeddings</c>, in the shapes of the real ones.</summary>
internal static class EmbeddingEndpoints
{
    private const int LongestText = 50_000, MostTokens = 8_192, MostTexts = 2_048, OwnDimensions = 384;

    public static void MapEmbeddings(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/model/{model}/invoke", InvokeAsync);
        routes.MapPost("/v1/embeddings", EmbedAsync);
    }

    /// <summary>Below the world's own interface: what was embedded, a line of a list for each request.</summary>
    public static void MapEmbeddingControl(this IEndpointRouteBuilder control)
    {
        control.MapGet("/models/embedded", (ModelProviders models) => Results.Json(models.Embedded.ToArray()));
        control.MapDelete("/models/embedded", (ModelProviders models) =>
        {
            models.Embedded.Clear();
            return Results.NoContent();
        });
    }

    private static async Task InvokeAsync(HttpContext context, ModelProviders models, SignatureCheck signatures)
    {
        var request = await AwsRequest.ReadAsync(context);
        if (ModelEndpoints.RefusalOf(request, signatures) is { } unsigned)
        {
            await ModelEndpoints.SendAsync(context, unsigned);
            return;
        }

        var model = Uri.UnescapeDataString(request.RawPath.Split('/')[2]);
        var body = ModelEndpoints.Parse(request.Body);
        var text = (body?["inputText"] as JsonValue)?.ToString();
        var dimensions = body?["dimensions"] is JsonValue told && told.TryGetValue<int>(out var number) ? number : 1024;
        var refused = model != "amazon.titan-embed-text-v2:0" ? EmbeddingRefusals.Titan["model"]
            : text is null ? EmbeddingRefusals.Titan["no-text"]
            : text.Length == 0 ? EmbeddingRefusals.Titan["empty"]
            : text.Length > LongestText ? EmbeddingRefusals.Titan["too-many-characters"]
            : WordVector.TokensIn(text) > MostTokens ? EmbeddingRefusals.Titan["too-long"]
            : dimensions is not (256 or 512 or 1024) ? EmbeddingRefusals.Titan["dimensions"]
            : null;
        await AnswerAsync(context, models, "titan", [text ?? ""], refused, fault =>
        {
            var vector = WordVector.Of(text!, model, fault == "shape" ? dimensions - 1 : dimensions);
            return new JsonObject
            {
                ["embedding"] = Write(vector),
                ["embeddingsByType"] = new JsonObject { ["float"] = Write(vector) },
                ["inputTextTokenCount"] = WordVector.TokensIn(text!),
            };
        });
    }

    private static async Task EmbedAsync(HttpContext context, ModelProviders models)
    {
        using var raw = new MemoryStream();
        await context.Request.Body.CopyToAsync(raw, context.RequestAborted);
        var body = ModelEndpoints.Parse(raw.ToArray());
        string[] texts = body?["input"] switch
        {
            JsonArray list => [.. list.Select(one => one?.ToString() ?? "")],
            JsonValue one => [one.ToString()],
            _ => [],
        };
        var model = body?["model"]?.ToString() ?? "";
        int? dimensions = body?["dimensions"] is JsonValue told && told.TryGetValue<int>(out var number) ? number : null;
        var refused = context.Request.Headers.Authorization != $"Bearer {models.OpenAiKey}" ? EmbeddingRefusals.OpenAi["auth"]
            : model.Length == 0 ? EmbeddingRefusals.OpenAi["no-model"]
            : texts.Length is 0 or > MostTexts || Array.Exists(texts, text => text.Length == 0) ? EmbeddingRefusals.OpenAi["empty"]
            : Array.Exists(texts, text => WordVector.TokensIn(text) > MostTokens) ? EmbeddingRefusals.OpenAi["too-long"]
            : dimensions is not null && !model.StartsWith("text-embedding-3", StringComparison.Ordinal) ? EmbeddingRefusals.OpenAi["dimensions"]
            : null;
        await AnswerAsync(context, models, "openai", texts, refused, fault =>
        {
            var data = texts.Select((text, at) => (JsonNode)new JsonObject
            {
                ["object"] = "embedding", ["index"] = at, ["embedding"] = Write(WordVector.Of(text, model, dimensions ?? OwnDimensions)),
            }).ToList();
            // In another order than they were asked in, as a server that shares them out may answer.
            data.Reverse();
            var tokens = texts.Sum(WordVector.TokensIn);
            return new JsonObject
            {
                ["object"] = "list",
                ["data"] = new JsonArray([.. data.Skip(fault is "few" or "shape" ? 1 : 0)]),
                ["model"] = model,
                ["usage"] = new JsonObject { ["prompt_tokens"] = tokens, ["total_tokens"] = tokens },
            };
        });
    }

    private static async Task AnswerAsync(
        HttpContext context, ModelProviders models, string provider, string[] texts, ModelRefusal? refused, Func<string?, JsonObject> answer)
    {
        var fault = models.Faults.GetValueOrDefault(provider);
        models.Embedded.Enqueue(texts);
        if (fault?.EndsWith("-once", StringComparison.Ordinal) == true && models.Faults.TryRemove(provider, out _))
        {
            fault = fault[..^"-once".Length];
        }

        if (refused is not null)
        {
            await ModelEndpoints.SendAsync(context, refused);
        }
        else if (fault == "drop")
        {
            context.Abort();
        }
        else if (fault == "stall")
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        else if (fault is not null && EmbeddingRefusals.Find(provider, fault) is { } refusal)
        {
            await ModelEndpoints.SendAsync(context, refusal);
        }
        else
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(answer(fault).ToJsonString(), context.RequestAborted);
        }
    }

    private static JsonArray Write(float[] vector) => new([.. vector.Select(value => JsonValue.Create(value))]);
}
