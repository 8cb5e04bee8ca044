using System.Text.Json;

namespace Raposa.Posture.Reading;

/// <summary>What was read on the way to a verdict, in order, each place once.</summary>
internal sealed class EvidenceTrail
{
    /// <summary>The places of one verdict that are kept: a group of thousands of rules does not need all of them to be believed.</summary>
    public const int MaxPlaces = 200;

    /// <summary>Longer values are cut; the document has them whole.</summary>
    public const int MaxLength = 2000;

    private readonly List<EvidenceRead> _reads = [];
    private readonly HashSet<(string, string, string, string)> _seen = [];

    public IReadOnlyList<EvidenceRead> Reads => _reads;

    public void Note(CollectedDocument? document, string path, JsonElement? value)
    {
        if (document is null || _reads.Count >= MaxPlaces
            || !_seen.Add((document.Source, document.AccountId + "/" + document.Region, document.Key, path)))
        {
            return;
        }

        var text = value?.GetRawText();
        _reads.Add(new(document, path, text is { Length: > MaxLength } ? JsonSerializer.Serialize(text[..MaxLength] + "…") : text));
    }
}

/// <summary>A place that was read.</summary>
/// <param name="Json">What stood there, as JSON; null if nothing did.</param>
internal sealed record EvidenceRead(CollectedDocument Document, string Path, string? Json);
