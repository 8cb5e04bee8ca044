namespace Raposa.Collection;

public class AwsFailureTests
{
    [Theory]
    [InlineData(400, "Throttling", "Throttled")]
    [InlineData(400, "ThrottlingException", "Throttled")]
    [InlineData(400, "TooManyRequestsException", "Throttled")]
    [InlineData(503, "RequestLimitExceeded", "Throttled")]
    [InlineData(503, "SlowDown", "Throttled")]
    [InlineData(400, "LimitExceededException", "Throttled")]
    [InlineData(429, "429", "Throttled")]
    [InlineData(500, "InternalError", "Transient")]
    [InlineData(503, "503", "Transient")]
    [InlineData(400, "RequestTimeout", "Transient")]
    [InlineData(403, "AccessDenied", "Denied")]
    [InlineData(400, "AccessDeniedException", "Denied")]
    [InlineData(403, "UnauthorizedOperation", "Denied")]
    [InlineData(403, "403", "Denied")]
    [InlineData(401, "OptInRequired", "NotEnabled")]
    [InlineData(403, "SubscriptionRequiredException", "NotEnabled")]
    [InlineData(403, "RegionDisabledException", "NotEnabled")]
    [InlineData(400, "ExpiredToken", "Unauthenticated")]
    [InlineData(403, "ExpiredTokenException", "Unauthenticated")]
    [InlineData(403, "InvalidClientTokenId", "Unauthenticated")]
    [InlineData(400, "UnrecognizedClientException", "Unauthenticated")]
    [InlineData(401, "AuthFailure", "Unauthenticated")]
    [InlineData(403, "SignatureDoesNotMatch", "Unauthenticated")]
    [InlineData(400, "ValidationException", "Malformed")]
    [InlineData(404, "NoSuchBucketPolicy", "Malformed")]
    public void What_a_service_says_means_one_thing(int status, string code, string kind) =>
        Assert.Equal(kind, AwsFailures.KindOf(new(status, code, ""), "eu-west-1").ToString());

    [Theory]
    [InlineData("AuthFailure")]
    [InlineData("InvalidClientTokenId")]
    [InlineData("UnrecognizedClientException")]
    public void A_region_that_was_not_opted_in_to_does_not_know_the_account(string code)
    {
        Assert.Equal(FailureKind.NotEnabled, AwsFailures.KindOf(new(401, code, ""), "ap-east-1"));
        Assert.Equal(FailureKind.Unauthenticated, AwsFailures.KindOf(new(401, code, ""), "us-east-1"));
    }

    [Theory]
    [InlineData("InvalidAccessException", "Account 222222222222 is not subscribed to AWS Security Hub")]
    [InlineData("AccessDeniedException", "Inspector2 is not enabled for this account")]
    public void A_service_that_is_off_is_not_a_refusal(string code, string message) =>
        Assert.Equal(FailureKind.NotEnabled, AwsFailures.KindOf(new(401, code, message), "eu-west-1"));
}
