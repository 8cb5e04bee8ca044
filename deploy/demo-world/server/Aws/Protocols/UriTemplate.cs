using System.Collections.Concurrent;
using Microsoft.Extensions.Primitives;
using Raposa.DemoWorld.Aws.Models;

namespace Raposa.DemoWorld.Aws.Protocols;

/// <summary>Method, path and fixed query of an operation of the REST protocols: <c>GET /{Bucket}?policyStatus</c>.</summary>
internal sealed class UriTemplate
{
    private static readonly ConcurrentDictionary<Operation, UriTemplate> Parsed = [];

    private readonly string _method;
    private readonly string[] _segments;
    private readonly KeyValuePair<string, StringValues>[] _query;

    private UriTemplate(Operation operation)
    {
        _method = operation.Method;
        var parts = operation.Uri.Split('?', 2);
        _segments = parts[0].Trim('/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        _query = parts.Length > 1 ? [.. Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(parts[1])] : [];
    }

    public static UriTemplate Of(Operation operation) => Parsed.GetOrAdd(operation, static one => new(one));

    /// <summary>Null if the request is another's.</summary>
    public UriMatch? Match(string method, string rawPath, IReadOnlyDictionary<string, StringValues> query)
    {
        if (method != _method || _query.Any(one => !query.TryGetValue(one.Key, out var value) || (one.Value != "" && value != one.Value)))
        {
            return null;
        }

        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var path = rawPath.Trim('/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at < _segments.Length; at++)
        {
            var segment = _segments[at];
            if (segment.EndsWith("+}", StringComparison.Ordinal) && path.Length > at)
            {
                labels[segment[1..^2]] = string.Join('/', path[at..].Select(Uri.UnescapeDataString));
                return new(labels, (_query.Length * 100) + at);
            }

            if (at >= path.Length)
            {
                return null;
            }

            if (segment[0] == '{')
            {
                labels[segment[1..^1]] = Uri.UnescapeDataString(path[at]);
            }
            else if (segment != path[at])
            {
                return null;
            }
        }

        return path.Length == _segments.Length ? new(labels, (_query.Length * 100) + _segments.Length) : null;
    }
}

/// <param name="Labels">What stood in the path for each label.</param>
/// <param name="Specificity">Of several that match, the highest is meant.</param>
internal sealed record UriMatch(IReadOnlyDictionary<string, string> Labels, int Specificity);
