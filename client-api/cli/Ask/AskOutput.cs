using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Chat;

/// <summary>Prints an answer as it comes: its text, what was struck, and in the end the evidence and who wrote it.</summary>
internal sealed class AskOutput(TextWriter output, bool json)
{
    private readonly List<string> _cited = [];
    private string? _provider;

    public bool IsAnswered { get; private set; }

    public void Write(SseItem<string> one)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new { id = one.EventId, type = one.EventType, data = JsonNode.Parse(one.Data) }));
            IsAnswered |= one.EventType == "done";
            return;
        }

        var data = JsonNode.Parse(one.Data)!;
        switch (one.EventType)
        {
            case "delta":
                output.Write(data["text"]);
                output.Flush();
                break;
            case "struck":
                output.Write($"[struck: {data["reason"]}] ");
                break;
            case "provider" when data["isRestart"] is not null:
                _cited.Clear();
                output.WriteLine($"\n[{data["provider"]} failed: {data["message"]} The answer begins anew.]\n");
                break;
            case "provider":
                _provider = $"{data["provider"]} {data["model"]}{(data["isCached"] is not null ? ", from the cache" : "")}";
                break;
            case "citation":
                _cited.Add($"[{data["number"]}] {data["kind"]} {data["id"]}: {data["title"]}");
                break;
            case "done":
                IsAnswered = true;
                output.WriteLine();
                _cited.ForEach(output.WriteLine);
                output.WriteLine($"Answered by {_provider}.");
                break;
            case "error":
                output.WriteLine($"\nThere is no answer: {data["message"]}");
                break;
        }
    }
}
