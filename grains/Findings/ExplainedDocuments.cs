using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Findings;

/// <summary>Documents as the evidence of a posture verdict names them.</summary>
internal static class ExplainedDocuments
{
    public static ImmutableArray<ExplainedDocument> Of(string evidenceJson)
    {
        using var evidence = JsonDocument.Parse(evidenceJson);
        return evidence.RootElement.TryGetProperty("documents", out var documents)
            ? [.. documents.EnumerateArray().Select(Of)]
            : [];
    }

    private static ExplainedDocument Of(JsonElement document) => new(
        Text(document, "source") ?? "",
        Text(document, "accountId"),
        Text(document, "region"),
        Text(document, "key") ?? "",
        Guid.TryParse(Text(document, "snapshotId"), out var snapshot) ? snapshot : null,
        Text(document, "sha256") ?? "",
        document.TryGetProperty("reads", out var reads) ? [.. reads.EnumerateArray().Select(read => Text(read, "path")).OfType<string>()] : []);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
