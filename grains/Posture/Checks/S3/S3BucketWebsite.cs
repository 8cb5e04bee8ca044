using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class S3BucketWebsite
{
    public static readonly Check Check = new()
    {
        Id = "s3.bucket_website",
        Title = "A bucket is no web site of its own.",
        Severity = Severity.Low,
        Risk = "A bucket that serves as a web site does so without TLS, and must be public for it.",
        Remediation = "Serve it through CloudFront with origin access control, and take the web site configuration away.",
        Owner = "The owner of the bucket.",
        Kind = SubjectKind.Resource,
        Source = "aws_s3_bucket",
        Reads = ["aws_s3_bucket.GetBucketWebsite.IndexDocument.Suffix"],
        Controls = [.. PublicAccess],
        Judge = look => look["GetBucketWebsite"].IsUnset().Judge("It is no web site.", "It is a web site of its own."),
    };
}
