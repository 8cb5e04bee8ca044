using System.Collections.Immutable;
using System.Globalization;

namespace Raposa.Chat;

/// <summary>Writes a row of the view <c>resource_of_note</c> as a passage. No time of a snapshot is in it: what did not change is the same text.</summary>
internal static class ResourceText
{
    // Whoever names a resource means it, whatever else the question is about.
    private static readonly ImmutableArray<IntentScope> Everywhere = [.. Enum.GetValues<IntentScope>()];

    public static Passage Of(IReadOnlyDictionary<string, string?> row)
    {
        var (kind, resource, account) = (row["kind"]!, row["resource"]!, row["account_id"]!);
        var name = row["name"] is { Length: > 0 } given && given != resource ? $" ({given})" : "";
        var region = row["region"];
        return new()
        {
            Id = $"resource:{account}/{region}/{kind}/{resource}",
            Kind = EvidenceKind.Resource,
            SourceId = resource,
            Title = $"{resource}{name} is {(kind[0] is 'E' or 'I' or 'R' or 'S' ? "an" : "a")} {kind} of account {account}{(region is null ? "" : $" in {region}")}",
            Body = string.Join('\n', Lines(row)),
            AccountId = account,
            Region = region,
            Severity = 1,
            Subject = resource,
            Scopes = Everywhere,
            FirstSeenAt = TimeOf(row["made_at"]),
            SeenAt = TimeOf(row["as_of"]),
        };
    }

    private static IEnumerable<string> Lines(IReadOnlyDictionary<string, string?> row)
    {
        foreach (var (label, column) in new[]
        {
            ("ARN", "arn"), ("It is", "details"), ("Tags", "tags"), ("Falcon sensor", "sensor"), ("Names in DNS that lead to it", "dns_names"),
        })
        {
            if (row[column] is { Length: > 0 } said)
            {
                yield return $"{label}: {said}.";
            }
        }

        yield return row["is_exposed"] == "true" ? $"The internet reaches it on {row["ports"]}." : "No way from the internet to it is known.";
        yield return row["findings"] is { Length: > 0 } findings
            ? $"Open findings on it: {row["open_findings"]}, the worst {row["severity"]}. {findings}."
            : "No finding is open on it.";
    }

    private static DateTimeOffset TimeOf(string? said) =>
        DateTimeOffset.Parse(said!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
