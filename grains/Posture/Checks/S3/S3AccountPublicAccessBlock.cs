using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class S3AccountPublicAccessBlock
{
    public static readonly Check Check = new()
    {
        Id = "s3.account_public_access_block",
        Title = "The account forbids public access to all its buckets.",
        Severity = Severity.High,
        Risk = "Without it one wrong policy or ACL on any bucket, made by anybody who may change buckets, is all that it takes to publish data.",
        Remediation = "Find out which buckets must stay public and serve those through CloudFront; then set all four switches for the account.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Account,
        Source = "aws_s3_account_public_access_block",
        Reads = ["aws_s3_account_public_access_block.PublicAccessBlockConfiguration.*"],
        Controls = [Cis("3.1.4"), .. PublicAccess],
        Judge = look => look.All(BucketAccess.AccountBlock).Any(block =>
                block["PublicAccessBlockConfiguration.BlockPublicAcls"].IsTrue()
                & block["PublicAccessBlockConfiguration.IgnorePublicAcls"].IsTrue()
                & block["PublicAccessBlockConfiguration.BlockPublicPolicy"].IsTrue()
                & block["PublicAccessBlockConfiguration.RestrictPublicBuckets"].IsTrue())
            .Judge("All four switches are on.", "One of the four switches of the account is off, or there are none."),
    };
}
