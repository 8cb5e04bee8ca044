using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources;

/// <summary>
/// What identifies a resource in its source, account and region: the value at the key column's path. Where no one value
/// does, the key is several, joined by <c>|</c>, those that are missing left empty, and stands in the document as
/// <c>$key</c>: a DNS record is its zone, name, type and set identifier; what an account has once is the account.
/// </summary>
internal static class ResourceKey
{
    /// <summary>The member of a document that holds a key that was put together.</summary>
    public const string Member = "$key";

    /// <summary>A part that is in no document: the account that was read.</summary>
    public const string Account = "$account";

    public static ImmutableArray<string> PartsOf(SourceDefinition source) =>
        source.Read is AwsRead { KeyParts: { IsEmpty: false } parts } ? parts : [source.Key.Path];

    /// <returns>Null if none of the parts is there: then it cannot be told from another.</returns>
    public static string? Of(SourceDefinition source, JsonNode document, string accountId)
    {
        var parts = PartsOf(source)
            .Select(part => part == Account ? accountId : SourcePath.Parse(part).Text1(document) ?? "").ToList();
        return parts.All(part => part.Length == 0) ? null : string.Join('|', parts);
    }
}
