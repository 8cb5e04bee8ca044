using System.Text.Json;

namespace Raposa.Detection;

/// <summary>What a timeline says about an event.</summary>
internal sealed record EventFacts
{
    public required string Actor { get; init; }

    public string? Name { get; init; }

    public string? Source { get; init; }

    public string? AccountId { get; init; }

    public string? Region { get; init; }

    public string? SourceIp { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>Who did what, from where, and whether it was let through.</summary>
    public string Sentence
    {
        get
        {
            var service = Source is null ? "" : $" ({Source.Replace(".amazonaws.com", "", StringComparison.Ordinal)})";
            var where = AccountId is null ? "" : $" in {AccountId}{(Region is null ? "" : $" {Region}")}";
            var from = SourceIp is null || Actor.EndsWith($"from {SourceIp}", StringComparison.Ordinal) ? "" : $" from {SourceIp}";
            var refused = ErrorCode is null ? "" : $", and was refused ({ErrorCode})";
            return $"{Detection.Actor.Short(Actor)} called {Name ?? "an unnamed operation"}{service}{where}{from}{refused}";
        }
    }

    public static EventFacts Of(JsonElement record) => new()
    {
        Actor = Detection.Actor.Of(record),
        Name = RecordText.Find(record, "eventName"),
        Source = RecordText.Find(record, "eventSource"),
        AccountId = RecordText.Find(record, "recipientAccountId") ?? IdentityAccount(record),
        Region = RecordText.Find(record, "awsRegion"),
        SourceIp = RecordText.Find(record, "sourceIPAddress"),
        ErrorCode = RecordText.Find(record, "errorCode") ?? (RecordText.Find(record, "errorMessage") is null ? null : "Failure"),
    };

    private static string? IdentityAccount(JsonElement record) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty("userIdentity", out var identity)
            && RecordText.Find(identity, "accountId") is { Length: 12 } account
                ? account
                : null;
}
