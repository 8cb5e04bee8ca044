using System.Security.Cryptography;
using System.Text;

namespace Raposa.Collection;

/// <summary>
/// The text of a request that Signature Version 4 signs: method, path, query, headers and the hash of the body, each in the
/// one form that both sides agree on.
/// </summary>
/// <param name="SignedHeaders">Their names: <c>host;x-amz-date</c>.</param>
internal sealed record CanonicalRequest(string Text, string SignedHeaders)
{
    /// <param name="method">As it is sent.</param>
    /// <param name="path">As it is sent, percent-encoded.</param>
    /// <param name="query">Decoded.</param>
    /// <param name="headers">Those to sign, host among them; one may come twice.</param>
    /// <param name="payloadHash">Of <see cref="HashOf"/>.</param>
    /// <param name="isS3">S3 alone signs the path as it is sent: its keys may hold <c>//</c> and <c>..</c>.</param>
    public static CanonicalRequest Of(
        string method,
        string path,
        IEnumerable<KeyValuePair<string, string?>> query,
        IEnumerable<KeyValuePair<string, string>> headers,
        string payloadHash,
        bool isS3)
    {
        var sorted = headers
            .GroupBy(header => header.Key.ToLowerInvariant(), header => WithoutSpaces(header.Value))
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => (header.Key, Value: string.Join(',', header)))
            .ToList();
        var signed = string.Join(';', sorted.Select(header => header.Key));
        var lines = string.Concat(sorted.Select(header => $"{header.Key}:{header.Value}\n"));

        return new($"{method}\n{(isS3 ? path : EncodedAgain(path))}\n{Query(query)}\n{lines}\n{signed}\n{payloadHash}", signed);
    }

    public static string HashOf(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    private static string Query(IEnumerable<KeyValuePair<string, string?>> query) => string.Join('&', query
        .Select(pair => (Name: Uri.EscapeDataString(pair.Key), Value: Uri.EscapeDataString(pair.Value ?? "")))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal)
        .ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    // Everyone but S3 takes "." and ".." and empty segments out, and encodes what is encoded already once more.
    private static string EncodedAgain(string path)
    {
        List<string> segments = [];
        foreach (var segment in path.Split('/').Where(segment => segment is not ("" or ".")))
        {
            if (segment != "..")
            {
                segments.Add(Uri.EscapeDataString(segment));
            }
            else if (segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
        }

        var end = path.Length > 1 && segments.Count > 0 && path.EndsWith('/') ? "/" : "";
        return $"/{string.Join('/', segments)}{end}";
    }

    private static string WithoutSpaces(string value)
    {
        var text = new StringBuilder();
        foreach (var word in value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(text.Length == 0 ? "" : " ").Append(word.Trim());
        }

        return text.ToString();
    }
}
