using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class S3BucketPublicWrite
{
    public static readonly Check Check = new()
    {
        Id = "s3.bucket_public_write",
        Title = "A bucket cannot be written by everybody.",
        Severity = Severity.Critical,
        Risk = "Anybody can replace what others download, delete what is there, or store at your cost and in your name.",
        Remediation = "Block public access for the bucket now, then take the statement or grant out. Compare its objects with what should be there.",
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
        Judge = look => (!(BucketAccess.PolicyLetsEverybody(look, "s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectAcl", "s3:PutBucketPolicy", "s3:PutBucketAcl")
                | BucketAccess.AclGivesEverybody(look, "WRITE", "WRITE_ACP", "FULL_CONTROL")))
            .Judge("Neither its policy nor its ACL lets everybody write.", "Its policy or its ACL lets everybody write."),
    };
}
