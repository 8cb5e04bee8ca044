using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources;

/// <summary>
/// What identifies a resource in its source, account and region: the value at the key column's path. Where no one value
/// does, the path is several, joined by <c>|</c>, and the key is their values joined by <c>|</c>, those that are missing
/// left empty: a DNS record is its zone, name, type and set identifier.
/// </summary>
internal static class ResourceKey
{
    public static ImmutableArray<SourcePath> PathsOf(Column key) => [.. key.Path.Split('|').Select(SourcePath.Parse)];

    /// <returns>Null if none of the parts is there: then it cannot be told from another.</returns>
    public static string? Of(Column key, JsonNode document, string accountId)
    {
        var parts = key.Path.Split('|').Select(path =>
            path == SourcePath.Account ? accountId : SourcePath.Parse(path).Text1(document) ?? "").ToList();
        return parts.All(part => part.Length == 0) ? null : string.Join('|', parts);
    }
}
