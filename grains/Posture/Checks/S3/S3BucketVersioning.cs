using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class S3BucketVersioning
{
    public static readonly Check Check = new()
    {
        Id = "s3.bucket_versioning",
        Title = "A bucket keeps versions of its objects.",
        Severity = Severity.Medium,
        Risk = "What is overwritten or deleted, by mistake or by ransom, is gone at once.",
        Remediation = "Switch versioning on, and add a lifecycle rule that ends old versions when they are no longer needed.",
        Owner = "The owner of the bucket.",
        Kind = SubjectKind.Resource,
        Source = "aws_s3_bucket",
        Reads = ["aws_s3_bucket.GetBucketVersioning.Status"],
        Controls = [.. Backup],
        Judge = look => look["GetBucketVersioning.Status"].OrUnset().Is("Enabled").Judge("It keeps versions.", "It keeps no versions."),
    };
}
