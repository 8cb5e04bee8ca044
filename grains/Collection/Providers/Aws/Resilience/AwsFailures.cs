using System.Collections.Frozen;

namespace Raposa.Collection;

/// <summary>What an error of AWS means for the one who reads: each service has its own words for the same six things.</summary>
internal static class AwsFailures
{
    // What botocore takes for throttling (vendors' facts E.12), and the words of S3, EC2 and Route 53 for it.
    private static readonly FrozenSet<string> Throttling = new[]
    {
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "RequestThrottled",
        "TooManyRequestsException", "TooManyRequests", "LimitExceeded", "LimitExceededException", "ThroughputExceeded",
        "ProvisionedThroughputExceededException", "RequestLimitExceeded", "BandwidthLimitExceeded", "SlowDown", "SlowDownRead",
        "PriorRequestNotComplete", "TransactionInProgressException", "EC2ThrottledException", "429",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Transient = new[]
    {
        "RequestTimeout", "RequestTimeoutException", "InternalError", "InternalFailure", "InternalServerError",
        "InternalServerException", "ServiceUnavailable", "ServiceUnavailableException", "Unavailable", "IDPCommunicationError",
        "ServerException", "KMSInternalException", "DependencyTimeoutException",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Expired = new[]
    {
        "ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired", "CredentialsExpired",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Unknown = new[]
    {
        "AuthFailure", "InvalidClientTokenId", "UnrecognizedClientException", "UnrecognizedClient", "InvalidAccessKeyId",
        "InvalidToken", "MissingAuthenticationToken", "MissingAuthenticationTokenException", "IncompleteSignature",
        "SignatureDoesNotMatch", "InvalidSignatureException", "InvalidIdentityToken", "IDPRejectedClaim", "401",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> NotEnabled = new[]
    {
        "OptInRequired", "SubscriptionRequiredException", "SubscriptionRequired", "RegionDisabledException", "RegionDisabled",
        "NotSignedUp", "AccountNotSubscribed", "AWSOrganizationsNotInUseException",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Denied = new[]
    {
        "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnauthorizedAccess", "AuthorizationError",
        "AuthorizationErrorException", "AllAccessDisabled", "AccountProblem", "NotAuthorized", "KMSAccessDeniedException",
        "InvalidAccess", "InvalidAccessException", "Forbidden", "403",
    }.ToFrozenSet();

    /// <param name="error">What the service said.</param>
    /// <param name="region">Where it said it.</param>
    public static FailureKind KindOf(AwsError error, string region) => error switch
    {
        _ when Throttling.Contains(error.Code) || error.Status == 429 => FailureKind.Throttled,

        // S3 and others say 503 both when they are busy and when they are broken; waiting helps either way.
        _ when Expired.Contains(error.Code) => FailureKind.Unauthenticated,
        _ when NotEnabled.Contains(error.Code) || IsServiceOff(error) => FailureKind.NotEnabled,

        // A region that the account has not opted in to does not know its credentials; where no opting in is needed, they are bad.
        _ when Unknown.Contains(error.Code) =>
            AwsRegions.MustBeOptedIn(region) && !IsAboutTokens(error) ? FailureKind.NotEnabled : FailureKind.Unauthenticated,
        _ when Denied.Contains(error.Code) => FailureKind.Denied,
        _ when Transient.Contains(error.Code) || error.Status >= 500 || error.Status == 408 => FailureKind.Transient,
        { Status: 401 } => FailureKind.Unauthenticated,
        { Status: 403 } => FailureKind.Denied,
        _ => FailureKind.Malformed,
    };

    /// <summary>New credentials help.</summary>
    public static bool IsExpired(AwsError error) => Expired.Contains(error.Code);

    /// <summary>Our clock and AWS's differ by more than it allows.</summary>
    public static bool IsSkewed(AwsError error) =>
        error.Code is "RequestTimeTooSkewed" or "RequestInTheFuture"
        || (error.Code is "SignatureDoesNotMatch" or "InvalidSignatureException" or "RequestExpired"
            && (error.Message.Contains("not yet current", StringComparison.OrdinalIgnoreCase)
                || error.Message.Contains("Signature expired", StringComparison.OrdinalIgnoreCase)));

    // Security Hub, Macie and Inspector say "denied" where they are not switched on.
    private static bool IsServiceOff(AwsError error) =>
        error.Code is "InvalidAccessException" or "AccessDeniedException" or "InvalidInputException" or "BadRequestException"
        && (error.Message.Contains("not subscribed", StringComparison.OrdinalIgnoreCase)
            || error.Message.Contains("is not enabled", StringComparison.OrdinalIgnoreCase)
            || error.Message.Contains("has not been enabled", StringComparison.OrdinalIgnoreCase));

    // STS about the identity provider's token: not about a region.
    private static bool IsAboutTokens(AwsError error) => error.Code is "InvalidIdentityToken" or "IDPRejectedClaim";
}
