using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Cli;

/// <summary>What a server said of a failure, as a person reads it.</summary>
internal static class ProblemText
{
    /// <summary>Title and detail of a problem document (RFC 9457); anything else as it is.</summary>
    public static string Of(string body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject problem && (string?)problem["title"] is { } title
                ? $"{title} {(string?)problem["detail"]}".TrimEnd()
                : body;
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            return body;
        }
    }
}
