using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class S3BucketKmsEncryption
{
    public static readonly Check Check = new()
    {
        Id = "s3.bucket_kms_encryption",
        Title = "A bucket encrypts new objects with a key of KMS.",
        Severity = Severity.Low,
        Risk = "With keys of S3 whoever may read the bucket may read the data; there is no second permission to take away and no log of decryptions.",
        Remediation = "Set default encryption to aws:kms with a key of your own, and give its users kms:Decrypt.",
        Owner = "The owner of the bucket.",
        Kind = SubjectKind.Resource,
        Source = "aws_s3_bucket",
        Reads =
        [
            "aws_s3_bucket.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules",
            "aws_s3_bucket.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[].ApplyServerSideEncryptionByDefault.SSEAlgorithm",
        ],
        Controls = [.. KeyManagement],
        Judge = look => look["GetBucketEncryption.ServerSideEncryptionConfiguration.Rules"]
            .Any(rule => rule["ApplyServerSideEncryptionByDefault.SSEAlgorithm"].Is("aws:kms", "aws:kms:dsse"))
            .Judge("New objects are encrypted with a key of KMS.", "New objects are not encrypted with a key of KMS by default."),
    };
}
