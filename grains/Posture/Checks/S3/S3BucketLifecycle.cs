using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class S3BucketLifecycle
{
    public static readonly Check Check = new()
    {
        Id = "s3.bucket_lifecycle",
        Title = "A bucket has a rule that ends its objects.",
        Severity = Severity.Low,
        Risk = "Data that nobody needs any more stays to be stolen, and its cost grows without end.",
        Remediation = "Add a lifecycle rule that expires objects, and one for old versions, by what the data has to be kept for.",
        Owner = "The owner of the bucket.",
        Kind = SubjectKind.Resource,
        Source = "aws_s3_bucket",
        Reads = ["aws_s3_bucket.GetBucketLifecycleConfiguration.Rules", "aws_s3_bucket.GetBucketLifecycleConfiguration.Rules[].*"],
        Controls = [.. Configuration],
        Judge = look => look["GetBucketLifecycleConfiguration.Rules"]
            .Any(rule => rule["Status"].Is("Enabled") & (rule["Expiration"].OrUnset()["Days"].OrUnset().IsSet() | rule["Expiration"].OrUnset()["Date"].OrUnset().IsSet()))
            .Judge("A rule ends its objects.", "No rule that is on ends its objects."),
    };
}
