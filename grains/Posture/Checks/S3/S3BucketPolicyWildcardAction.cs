using Raposa.Incidents;
using Raposa.Posture.Iam;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class S3BucketPolicyWildcardAction
{
    public static readonly Check Check = new()
    {
        Id = "s3.bucket_policy_wildcard_action",
        Title = "A policy of a bucket allows no action by a wildcard for all of them.",
        Severity = Severity.Medium,
        Risk = "Who is let do everything may also delete the bucket, rewrite its policy and hand it to others.",
        Remediation = "List the actions that are used, and put them in place of s3:*.",
        Owner = "The owner of the bucket.",
        Kind = SubjectKind.Resource,
        Source = "aws_s3_bucket",
        Reads = ["aws_s3_bucket.GetBucketPolicy.Policy"],
        Controls = [.. LeastPrivilege],
        Judge = look => (!PolicyReader.Any(look["GetBucketPolicy.Policy"], PolicyEffect.Allow, statement => statement.Actions?.Any(action => action is "*" or "s3:*" or "S3:*") == true))
            .Judge("Its policy names the actions that it allows.", "Its policy allows every action."),
    };
}
