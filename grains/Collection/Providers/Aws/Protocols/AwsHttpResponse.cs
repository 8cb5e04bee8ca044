using System.Collections.Immutable;

namespace Raposa.Collection;

/// <summary>An answer as it came, whole.</summary>
/// <param name="Headers">In the order they came; a header may come twice.</param>
internal sealed record AwsHttpResponse(int Status, ImmutableArray<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    public string? Header(string name)
    {
        var values = Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value).ToList();
        return values.Count == 0 ? null : string.Join(", ", values);
    }
}
