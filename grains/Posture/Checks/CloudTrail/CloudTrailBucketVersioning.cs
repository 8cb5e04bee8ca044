using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class CloudTrailBucketVersioning
{
    public static readonly Check Check = new()
    {
        Id = "cloudtrail.bucket_versioning",
        Title = "The bucket of a trail keeps versions.",
        Severity = Severity.Low,
        Risk = "A log file that is overwritten or deleted is gone.",
        Remediation = "Switch versioning on for the bucket, and object lock where the record has to stand.",
        Owner = "Whoever looks after the logs.",
        Kind = SubjectKind.Resource,
        Source = "aws_cloudtrail_trail",
        Reads = ["aws_cloudtrail_trail.S3BucketName", "aws_s3_bucket.GetBucketVersioning.Status"],
        Controls = [.. LogProtection],
        Judge = look => TrailCoverage.Bucket(look)["GetBucketVersioning"]["Status"].OrUnset().Is("Enabled")
            .Judge("Its bucket keeps versions.", "Its bucket keeps no versions."),
    };
}
