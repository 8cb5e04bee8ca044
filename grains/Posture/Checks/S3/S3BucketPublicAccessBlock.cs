using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class S3BucketPublicAccessBlock
{
    public static readonly Check Check = new()
    {
        Id = "s3.bucket_public_access_block",
        Title = "A bucket blocks public access, by itself or by its account.",
        Severity = Severity.Medium,
        Risk = "A bucket without the block becomes public by any policy or ACL that says so, also one that is written by mistake later.",
        Remediation =
            "Set all four switches on the bucket. If a policy of it is meant to be public, move what is public to a bucket "
            + "of its own first.",
        Owner = "The owner of the bucket.",
        Kind = SubjectKind.Resource,
        Source = "aws_s3_bucket",
        Reads = [..BucketAccess.BlockReads],
        Controls = [Cis("3.1.4"), .. PublicAccess],
        Judge = look => (BucketAccess.Blocks(look, "BlockPublicAcls") & BucketAccess.Blocks(look, "IgnorePublicAcls")
                & BucketAccess.Blocks(look, "BlockPublicPolicy") & BucketAccess.Blocks(look, "RestrictPublicBuckets"))
            .Judge("Its four switches are on.", "One of the four switches is off for it."),
    };
}
