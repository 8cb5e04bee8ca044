using System.Collections.Immutable;
using System.Text.Json;
using Raposa.Findings;
using Raposa.Incidents;

namespace Raposa.Inventory;

/// <summary>A change of schema as a finding says it.</summary>
internal static class SchemaFinding
{
    public const string Kind = "schema.drift";

    // Whoever collects it and wherever: a vendor's schema moves for all accounts, so it is one finding.
    public static string FingerprintOf(SchemaDrift drift) => $"{Kind}:*:{drift.Source}/{drift.Path}/{drift.Change}";

    public static FindingDraft Of(SchemaDrift drift)
    {
        var readers = drift.ReadBy.Select(use => $"{use.Kind} {use.Name}").Distinct().Order(StringComparer.Ordinal).ToList();
        var isRead = readers.Count > 0;
        return new()
        {
            Fingerprint = FingerprintOf(drift),
            Kind = Kind,
            Severity = isRead && drift.Change != SchemaChangeKind.Appeared ? Severity.Medium : Severity.Low,
            Title = $"{drift.Source}: {Sentence(drift)}.",
            Detail =
                $"Of {drift.Resources} resources in account {drift.Chain.AccountId}{(drift.Chain.Region is { } region ? $", {region}" : "")}, "
                + $"{Sentence(drift)}, while nothing else about them changed: the vendor's schema moved. "
                + (isRead
                    ? $"It is read by {string.Join(", ", readers)}: what they say may be incomplete from now on. Adapt the source's declaration."
                    : "Nothing here reads it; no answer is affected."),
            AccountId = drift.Chain.AccountId,
            Region = drift.Chain.Region,
            Subject = $"{drift.Source}/{drift.Path}",
            SeenAt = drift.SeenAt,
            EvidenceJson = JsonSerializer.Serialize(
                new
                {
                    drift.Source, drift.Path, Change = drift.Change.ToString(), drift.RenamedTo, drift.TypesBefore, drift.TypesAfter,
                    drift.Resources, drift.SnapshotId, drift.ReadBy,
                },
                JsonSerializerOptions.Web),
            IsAlert = isRead && drift.Change != SchemaChangeKind.Appeared,
        };
    }

    private static string Sentence(SchemaDrift drift) => drift.Change switch
    {
        SchemaChangeKind.Appeared => $"the field {drift.Path} appeared ({Types(drift.TypesAfter)})",
        SchemaChangeKind.Disappeared => $"the field {drift.Path} disappeared ({Types(drift.TypesBefore)})",
        SchemaChangeKind.Renamed => $"the field {drift.Path} is now {drift.RenamedTo}",
        SchemaChangeKind.Retyped => $"{drift.Path} was {Types(drift.TypesBefore)} and is now {Types(drift.TypesAfter)}",
        SchemaChangeKind.NewlyNull => $"{drift.Path} had values and is now always null",
        _ => $"{drift.Path} was always null and now has values ({Types(drift.TypesAfter)})",
    };

    private static string Types(ImmutableArray<string> types) => string.Join(" or ", types);
}
