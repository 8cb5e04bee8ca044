using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class CloudTrailBucketLogging
{
    public static readonly Check Check = new()
    {
        Id = "cloudtrail.bucket_logging",
        Title = "The bucket of a trail logs its requests.",
        Severity = Severity.Low,
        Risk = "Who reads or deletes log files is seen nowhere.",
        Remediation = "Send the server access log of the bucket to another bucket.",
        Owner = "Whoever looks after the logs.",
        Kind = SubjectKind.Resource,
        Source = "aws_cloudtrail_trail",
        Reads = ["aws_cloudtrail_trail.S3BucketName", "aws_s3_bucket.GetBucketLogging.LoggingEnabled.TargetBucket"],
        Controls = [Cis("4.4"), .. LogProtection],
        Judge = look => TrailCoverage.Bucket(look)["GetBucketLogging"]["LoggingEnabled"].OrUnset()["TargetBucket"].IsSet()
            .Judge("Requests to its bucket are logged.", "Requests to its bucket are not logged."),
    };
}
