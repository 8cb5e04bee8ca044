using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class CloudFrontBucketOrigin
{
    public static readonly Check Check = new()
    {
        Id = "cloudfront.bucket_origin",
        Title = "A bucket behind a distribution lets the distribution alone in.",
        Severity = Severity.Medium,
        Risk = "Whoever knows the bucket goes around the distribution, its web ACL and its log.",
        Remediation = "Use origin access control, and let the policy of the bucket name the distribution.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_cloudfront_distribution",
        Reads = ["aws_cloudfront_distribution.Origins.Items", "aws_cloudfront_distribution.Origins.Items[].*"],
        Controls = [.. PublicAccess],
        Judge = look => look["Origins.Items"].All(origin => (!origin["DomainName"].Matches(CloudFrontOrigins.IsBucket))
                | origin["OriginAccessControlId"].OrUnset().Matches(id => id.Length > 0)
                | origin["S3OriginConfig"].OrUnset()["OriginAccessIdentity"].OrUnset().Matches(id => id.Length > 0))
            .Judge("Its buckets are reached by it alone.", "It fetches from a bucket as anybody could."),
    };
}
