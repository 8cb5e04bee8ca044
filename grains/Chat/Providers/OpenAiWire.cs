using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Chat;

/// <summary>The chat completions of OpenAI as Groq and OpenRouter serve them: what is sent, and what comes.</summary>
internal static class OpenAiWire
{
    /// <summary>The data of the last event.</summary>
    public const string Done = "[DONE]";

    public static JsonObject Body(ModelCall call) => new()
    {
        ["model"] = call.Model,
        ["messages"] = new JsonArray(
        [
            new JsonObject { ["role"] = "system", ["content"] = call.Prompt.System },
            .. call.Prompt.Messages.Select(message => new JsonObject
            {
                ["role"] = message.IsPerson ? "user" : "assistant", ["content"] = message.Text,
            }),
        ]),
        ["stream"] = true,
        ["stream_options"] = new JsonObject { ["include_usage"] = true },
        ["temperature"] = 0,
        ["max_completion_tokens"] = call.MaxOutputTokens,
    };

    /// <summary>What an event says. An error may come as one, with the status 200 long sent.</summary>
    /// <exception cref="ModelFailureException">It is an error, or has a shape that is not documented.</exception>
    public static IReadOnlyList<ModelUpdate> Read(string data)
    {
        var chunk = Parse(data);
        if ((chunk["error"] ?? chunk["x_groq"]?["error"]) is { } error)
        {
            throw new ModelFailureException(OpenAiErrors.Of(error, null));
        }

        if (chunk["choices"] is not JsonArray choices)
        {
            throw new ModelFailureException(new(ModelFailureKind.Malformed, ProviderWords.Of($"The answer has no choices: {data}")));
        }

        List<ModelUpdate> updates = [];
        var choice = choices.Count > 0 ? choices[0] : null;
        if (choice?["delta"]?["content"] is JsonValue content && content.TryGetValue<string>(out var text) && text.Length > 0)
        {
            updates.Add(new ModelText(text));
        }

        if ((chunk["usage"] ?? chunk["x_groq"]?["usage"]) is JsonObject usage)
        {
            updates.Add(new ModelUsage(Count(usage, "prompt_tokens"), Count(usage, "completion_tokens"), Cost(usage)));
        }

        if (choice?["finish_reason"]?.GetValue<string>() is { } reason)
        {
            updates.Add(End(reason, choice));
        }

        return updates;
    }

    private static ModelEnd End(string reason, JsonNode choice) => reason switch
    {
        "stop" => new(WasCutShort: false),
        "length" => new(WasCutShort: true),
        "content_filter" => throw new ModelFailureException(new(ModelFailureKind.ContentBlocked, "finish_reason content_filter")),
        "error" => throw new ModelFailureException(choice["error"] is { } error
            ? OpenAiErrors.Of(error, null)
            : new(ModelFailureKind.Interrupted, "finish_reason error")),
        _ => throw new ModelFailureException(new(ModelFailureKind.Malformed, $"finish_reason {reason}")),
    };

    private static JsonObject Parse(string data)
    {
        try
        {
            return JsonNode.Parse(data) as JsonObject ?? throw new JsonException("no object");
        }
        catch (JsonException broken)
        {
            throw new ModelFailureException(new(ModelFailureKind.Malformed, ProviderWords.Of($"An event is no JSON object: {data}")), broken);
        }
    }

    private static int Count(JsonObject usage, string name) => usage[name] is JsonValue value && value.TryGetValue<int>(out var count) ? count : 0;

    private static decimal? Cost(JsonObject usage) =>
        decimal.TryParse(usage["cost"]?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var cost) ? cost : null;
}
