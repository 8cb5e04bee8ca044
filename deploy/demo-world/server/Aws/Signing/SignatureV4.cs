using System.Security.Cryptography;
using System.Text;

namespace Raposa.DemoWorld.Aws.Signing;

/// <summary>Signature Version 4 from the side of the one who checks it.</summary>
internal static class SignatureV4
{
    public const string Unsigned = "UNSIGNED-PAYLOAD";

    /// <summary>What the signature must be for a request whose secret is known.</summary>
    public static string Sign(AwsRequest request, CredentialScope scope, string secret)
    {
        var canonical = CanonicalRequest(request, scope);
        var toSign = $"{CredentialScope.Algorithm}\n{request.Headers["X-Amz-Date"]}\n{scope.Text}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes($"AWS4{secret}");
        foreach (var part in (string[])[scope.Date, scope.Region, scope.Service, "aws4_request", toSign])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Hex(key);
    }

    /// <summary>The text that the signature covers.</summary>
    public static string CanonicalRequest(AwsRequest request, CredentialScope scope)
    {
        var headers = string.Concat(scope.SignedHeaders.Select(name => $"{name}:{Collapse(request.Headers[name].ToString())}\n"));
        return string.Join(
            '\n', request.Method, CanonicalPath(request.RawPath, scope.Service), CanonicalQuery(request.RawQuery), headers,
            string.Join(';', scope.SignedHeaders), PayloadHash(request, scope));
    }

    /// <summary>The hash that the sender signed: as its header says, else of the body.</summary>
    public static string PayloadHash(AwsRequest request, CredentialScope scope) =>
        request.Headers.TryGetValue("x-amz-content-sha256", out var given) && (given != Unsigned || scope.Service == "s3")
            ? given.ToString()
            : BodyHash(request);

    public static string BodyHash(AwsRequest request) => Hex(SHA256.HashData(request.Body));

    // All services but S3 normalize the path and encode the encoded path once more.
    private static string CanonicalPath(string rawPath, string service)
    {
        if (rawPath.Length == 0)
        {
            return "/";
        }

        if (service == "s3")
        {
            return rawPath;
        }

        var kept = new List<string>();
        foreach (var segment in rawPath.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                kept.RemoveRange(Math.Max(0, kept.Count - 1), Math.Min(1, kept.Count));
            }
            else if (segment != ".")
            {
                kept.Add(Uri.EscapeDataString(segment));
            }
        }

        return $"/{string.Join('/', kept)}{(rawPath.Length > 1 && rawPath.EndsWith('/') && kept.Count > 0 ? "/" : "")}";
    }

    private static string CanonicalQuery(string rawQuery) => string.Join('&', rawQuery
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('=', 2))
        .Select(part => (Name: Recode(part[0]), Value: part.Length > 1 ? Recode(part[1]) : ""))
        .OrderBy(part => part.Name, StringComparer.Ordinal).ThenBy(part => part.Value, StringComparer.Ordinal)
        .Select(part => $"{part.Name}={part.Value}"));

    private static string Recode(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    private static string Collapse(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
