using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class S3BucketLogging
{
    public static readonly Check Check = new()
    {
        Id = "s3.bucket_logging",
        Title = "A bucket logs its requests.",
        Severity = Severity.Low,
        Risk = "After a leak nobody can say which objects were read, so all of them count as read.",
        Remediation = "Send its server access log to another bucket, or record its data events in CloudTrail.",
        Owner = "The owner of the bucket.",
        Kind = SubjectKind.Resource,
        Source = "aws_s3_bucket",
        Reads = ["aws_s3_bucket.GetBucketLogging.LoggingEnabled.TargetBucket"],
        Controls = [.. Logging],
        Judge = look => look["GetBucketLogging.LoggingEnabled"].OrUnset()["TargetBucket"].IsSet()
            .Judge("Its requests are logged.", "Its requests are not logged."),
    };
}
