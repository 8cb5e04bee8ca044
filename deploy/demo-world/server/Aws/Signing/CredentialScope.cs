namespace Raposa.DemoWorld.Aws.Signing;

/// <summary>The <c>Authorization</c> header of Signature Version 4, taken apart.</summary>
internal sealed record CredentialScope(string AccessKey, string Date, string Region, string Service, IReadOnlyList<string> SignedHeaders, string Signature)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public string Text => $"{Date}/{Region}/{Service}/aws4_request";

    /// <summary>Null if there is no such header.</summary>
    /// <exception cref="AwsErrorException">It is there and incomplete.</exception>
    public static CredentialScope? Parse(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = authorization[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2)).Where(part => part.Length == 2)
            .ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        return parts.GetValueOrDefault("Credential")?.Split('/') is [var key, var date, var region, var service, "aws4_request"] &&
            parts.TryGetValue("SignedHeaders", out var headers) && parts.TryGetValue("Signature", out var signature)
            ? new(key, date, region, service, headers.Split(';'), signature)
            : throw new AwsErrorException(403, "IncompleteSignature", "Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters.");
    }
}
