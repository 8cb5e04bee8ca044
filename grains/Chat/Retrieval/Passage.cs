using System.Collections.Immutable;

namespace Raposa.Chat;

/// <summary>A thing that can be found by a question, as text and with what a search is narrowed down by.</summary>
internal sealed record Passage
{
    /// <summary><c>finding:{id}</c>, <c>incident:{id}</c>, <c>resource:{account}/{region}/{kind}/{key}</c> or <c>reconciliation:newest</c>.</summary>
    public required string Id { get; init; }
    public required EvidenceKind Kind { get; init; }
    public required string SourceId { get; init; }
    public required string Title { get; init; }
    public required string Body { get; init; }
    public string? AccountId { get; init; }
    public string? Region { get; init; }

    /// <summary>1 informational to 5 critical.</summary>
    public required int Severity { get; init; }
    public string? Subject { get; init; }
    public required ImmutableArray<IntentScope> Scopes { get; init; }
    public required DateTimeOffset FirstSeenAt { get; init; }
    public required DateTimeOffset SeenAt { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>What is embedded.</summary>
    public string Text => $"{Title}\n{Body}";

    public Evidence ToEvidence(int number) => new()
    {
        Number = number, Kind = Kind, Id = SourceId, Title = Title, Text = Body, AccountId = AccountId, Region = Region,
        Severity = Severity switch { 5 => "critical", 4 => "high", 3 => "medium", 2 => "low", _ => "informational" },
        Subject = Subject, SeenAt = SeenAt,
    };
}
