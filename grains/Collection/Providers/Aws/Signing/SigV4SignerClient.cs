using System.Collections.Immutable;
using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;

namespace Raposa.Collection;

/// <summary>
/// Signature Version 4, by the AWS SDK's signer: it derives the key and signs. What is signed is written by
/// <see cref="CanonicalRequest"/>, because the SDK's own way there goes through its marshalled requests only.
/// </summary>
internal static class SigV4SignerClient
{
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The headers of a request with those that sign it: host, date, token and <c>Authorization</c>.</summary>
    /// <param name="request">What is sent.</param>
    /// <param name="path">Its path at the endpoint.</param>
    /// <param name="host">Name, and port where it is not the usual one.</param>
    /// <param name="scope">What the signature is good for.</param>
    /// <param name="credentials">A session.</param>
    /// <param name="at">AWS refuses it from five minutes before to five minutes after.</param>
    public static ImmutableArray<KeyValuePair<string, string>> Sign(
        AwsHttpRequest request, string path, string host, SigningScope scope, AwsCredentials credentials, DateTimeOffset at)
    {
        var isS3 = scope.SigningName == "s3";
        var hash = CanonicalRequest.HashOf(request.Body.Span);
        List<KeyValuePair<string, string>> headers =
        [
            .. request.Headers,
            new("Host", host),
            new("X-Amz-Date", at.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture)),
        ];
        if (credentials.SessionToken is { } token)
        {
            headers.Add(new("X-Amz-Security-Token", token));
        }

        if (isS3)
        {
            headers.Add(new("X-Amz-Content-SHA256", hash));
        }

        var canonical = CanonicalRequest.Of(request.Method, path, request.Query, headers, hash, isS3);
        var signature = AWS4Signer.ComputeSignature(
            new ImmutableCredentials(credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken),
            scope.Region,
            at.UtcDateTime,
            scope.SigningName,
            canonical.SignedHeaders,
            canonical.Text);
        return [.. headers, new("Authorization", signature.ForAuthorizationHeader)];
    }
}

/// <summary>What a signature is good for.</summary>
internal sealed record SigningScope(string SigningName, string Region);
