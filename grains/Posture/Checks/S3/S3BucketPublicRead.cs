using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class S3BucketPublicRead
{
    public static readonly Check Check = new()
    {
        Id = "s3.bucket_public_read",
        Title = "A bucket cannot be read by everybody.",
        Severity = Severity.Critical,
        Risk = "Whoever knows or guesses its name can list it or fetch its objects without credentials; scanners try names all day.",
        Remediation =
            "Block public access for the bucket now, then take the statement or grant out. Look in its access log or "
            + "CloudTrail data events for who has read it.",
        Owner = "The owner of the bucket.",
        Kind = SubjectKind.Resource,
        Source = "aws_s3_bucket",
        Reads =
        [
            "aws_s3_bucket.GetBucketPolicy.Policy",
            "aws_s3_bucket.GetBucketAcl.Grants[].*",
            "aws_s3_bucket.GetBucketAcl.Grants",
            "aws_s3_bucket.GetBucketOwnershipControls.OwnershipControls.Rules[].ObjectOwnership",
            "aws_s3_bucket.GetBucketOwnershipControls.OwnershipControls.Rules",
            ..BucketAccess.BlockReads,
        ],
        Controls = [Cis("2.21"), .. PublicAccess],
        Judge = look => (!(BucketAccess.PolicyLetsEverybody(look, "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:ListBucketVersions")
                | BucketAccess.AclGivesEverybody(look, "READ", "READ_ACP", "FULL_CONTROL")))
            .Judge("Neither its policy nor its ACL lets everybody read.", "Its policy or its ACL lets everybody read."),
    };
}
