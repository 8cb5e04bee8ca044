using Raposa.Posture.Iam;
using Raposa.Posture.Reading;

namespace Raposa.Posture.Checks;

/// <summary>Whether the policy of a bucket keeps requests without TLS out.</summary>
internal static class TransportPolicy
{
    private static readonly RequestContext Plain = RequestContext.Empty.With("aws:SecureTransport", "false");

    /// <summary>Reading and writing without TLS is denied to everybody, or is allowed by no statement that names anybody.</summary>
    public static Answer RefusesPlain(PolicyDocument policy, string bucket) => Answer.All(
    [
        Refuses(policy, "s3:GetObject", $"arn:aws:s3:::{bucket}/any-of-it"),
        Refuses(policy, "s3:PutObject", $"arn:aws:s3:::{bucket}/any-of-it"),
        Refuses(policy, "s3:ListBucket", $"arn:aws:s3:::{bucket}"),
    ]);

    // The bucket's own account needs no policy of the bucket, so only a deny keeps it out.
    private static Answer Refuses(PolicyDocument policy, string action, string resource) =>
        PolicyEvaluation.IsDenied(new(Caller.Anonymous, action, resource, Plain), policy);
}
