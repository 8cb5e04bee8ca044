using System.Collections.Immutable;

namespace Raposa.Collection;

/// <summary>A call as HTTP, before it is known where to and before it is signed.</summary>
/// <param name="Method"><c>GET</c> or <c>POST</c>.</param>
/// <param name="Path">Percent-encoded, as it stands in the request line.</param>
/// <param name="Query">Decoded; a value of null is a name alone.</param>
/// <param name="Headers">Without those that sending and signing add.</param>
internal sealed record AwsHttpRequest(
    string Method,
    string Path,
    ImmutableArray<KeyValuePair<string, string?>> Query,
    ImmutableArray<KeyValuePair<string, string>> Headers,
    ReadOnlyMemory<byte> Body)
{
    /// <summary>What stands before the host's name where AWS is called at its own endpoint.</summary>
    public string? HostPrefix { get; init; }

    /// <summary>Path and query of the request line, below the path of the endpoint.</summary>
    public string Target(string basePath = "")
    {
        var path = basePath.TrimEnd('/') + Path;
        return Query.IsEmpty ? path : $"{path}?{string.Join('&', Query.Select(Pair))}";
    }

    // Names alone stay names alone: S3 tells a subresource by them.
    private static string Pair(KeyValuePair<string, string?> parameter) => parameter.Value is null
        ? Uri.EscapeDataString(parameter.Key)
        : $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}";
}
