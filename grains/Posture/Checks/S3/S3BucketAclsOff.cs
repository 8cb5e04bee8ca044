using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class S3BucketAclsOff
{
    public static readonly Check Check = new()
    {
        Id = "s3.bucket_acls_off",
        Title = "A bucket gives access by policies alone.",
        Severity = Severity.Low,
        Risk = "ACLs give access object by object where no review of policies sees it, and objects that others write stay theirs.",
        Remediation = "Set its object ownership to BucketOwnerEnforced once its policy says what its ACLs said.",
        Owner = "The owner of the bucket.",
        Kind = SubjectKind.Resource,
        Source = "aws_s3_bucket",
        Reads =
        [
            "aws_s3_bucket.GetBucketOwnershipControls.OwnershipControls.Rules",
            "aws_s3_bucket.GetBucketOwnershipControls.OwnershipControls.Rules[].ObjectOwnership",
        ],
        Controls = [.. LeastPrivilege],
        Judge = look => BucketAccess.AclsAreOff(look).Judge("ACLs are off.", "ACLs count."),
    };
}
