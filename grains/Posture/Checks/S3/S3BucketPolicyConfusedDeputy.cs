using Raposa.Incidents;
using Raposa.Posture.Iam;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class S3BucketPolicyConfusedDeputy
{
    public static readonly Check Check = new()
    {
        Id = "s3.bucket_policy_confused_deputy",
        Title = "A policy of a bucket lets services in for our own resources alone.",
        Severity = Severity.Medium,
        Risk =
            "A service acts for whoever asks it: without a condition on the account or resource, somebody else can make it "
            + "write here or read from here.",
        Remediation = "Add a condition on aws:SourceArn, aws:SourceAccount or aws:SourceOrgID to each statement with a service as principal.",
        Owner = "The owner of the bucket.",
        Kind = SubjectKind.Resource,
        Source = "aws_s3_bucket",
        Reads = ["aws_s3_bucket.GetBucketPolicy.Policy"],
        Controls = [.. LeastPrivilege],
        Judge = look => (!PolicyReader.Any(look["GetBucketPolicy.Policy"], PolicyEffect.Allow, statement =>
                statement.Principals is { Services.IsEmpty: false } && !statement.Conditions.Any(DeputyConditions.Names)))
            .Judge("Every service that it lets in acts for a resource of ours.", "It lets a service in, for whoever that acts."),
    };
}
