using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Raposa.DemoWorld.Aws.Sts;

namespace Raposa.DemoWorld.Aws.Signing;

/// <summary>Lets through only requests that were signed, lately, with credentials that this world issued and that still hold.</summary>
internal sealed class SignatureCheck(SessionIssuer sessions, TimeProvider time)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(15);

    /// <returns>Who signed.</returns>
    /// <exception cref="AwsErrorException">The signature does not hold, or the credentials do not.</exception>
    public AwsSession Check(AwsRequest request, CredentialScope scope)
    {
        if (!DateTimeOffset.TryParseExact(
                request.Headers["X-Amz-Date"].ToString(), "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var signedAt))
        {
            throw new AwsErrorException(403, "IncompleteSignature", "The request needs the header X-Amz-Date.");
        }

        if ((time.GetUtcNow() - signedAt).Duration() > Tolerance)
        {
            throw new AwsErrorException(403, Code(scope, "SignatureDoesNotMatch", "RequestTimeTooSkewed"), $"Signature expired: {request.Headers["X-Amz-Date"]} is not within 15 minutes of now.");
        }

        if (sessions.Find(scope.AccessKey, request.Headers["X-Amz-Security-Token"].ToString()) is not { } session)
        {
            throw Unknown(scope);
        }

        var expected = SignatureV4.Sign(request, scope, session.SecretKey);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(scope.Signature)) ||
            !scope.SignedHeaders.Contains("host") || !scope.SignedHeaders.Contains("x-amz-date"))
        {
            throw new AwsErrorException(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.");
        }

        if (SignatureV4.PayloadHash(request, scope) is var hash && hash != SignatureV4.Unsigned && hash != SignatureV4.BodyHash(request))
        {
            throw new AwsErrorException(400, Code(scope, "SignatureDoesNotMatch", "XAmzContentSHA256Mismatch"), "The body is not the one that was signed.");
        }

        return session.ExpiresAt > time.GetUtcNow() ? session : throw Expired(scope);
    }

    /// <summary>What a service says of a session whose time is over.</summary>
    public static AwsErrorException Expired(CredentialScope scope) => scope.Service switch
    {
        "ec2" => new(400, "RequestExpired", "Request has expired."),
        "s3" => new(400, "ExpiredToken", "The provided token has expired."),
        "sts" or "iam" or "rds" or "elasticloadbalancing" => new(403, "ExpiredToken", "The security token included in the request is expired"),
        _ => new(400, "ExpiredTokenException", "The security token included in the request is expired"),
    };

    /// <summary>What a service says of credentials it has never seen, and of any in a region that is not opted in.</summary>
    public static AwsErrorException Unknown(CredentialScope scope) => scope.Service switch
    {
        "ec2" => new(401, "AuthFailure", "AWS was not able to validate the provided access credentials"),
        "s3" => new(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."),
        "sts" or "iam" or "rds" or "elasticloadbalancing" => new(403, "InvalidClientTokenId", "The security token included in the request is invalid."),
        _ => new(403, "UnrecognizedClientException", "The security token included in the request is invalid."),
    };

    private static string Code(CredentialScope scope, string usual, string s3) => scope.Service == "s3" ? s3 : usual;
}
