using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class S3BucketEncryption
{
    public static readonly Check Check = new()
    {
        Id = "s3.bucket_encryption",
        Title = "A bucket encrypts new objects by default.",
        Severity = Severity.Medium,
        Risk = "Objects that are written without asking for encryption lie in the clear on whatever media and replicas S3 uses.",
        Remediation = "Set default encryption, with a key of KMS where who decrypts must be told apart from who reads the bucket.",
        Owner = "The owner of the bucket.",
        Kind = SubjectKind.Resource,
        Source = "aws_s3_bucket",
        Reads =
        [
            "aws_s3_bucket.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules",
            "aws_s3_bucket.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[].ApplyServerSideEncryptionByDefault.SSEAlgorithm",
        ],
        Controls = [.. EncryptionAtRest],
        Judge = look => look["GetBucketEncryption.ServerSideEncryptionConfiguration.Rules"]
            .Any(rule => rule["ApplyServerSideEncryptionByDefault.SSEAlgorithm"].IsSet())
            .Judge("New objects are encrypted.", "New objects are not encrypted by default."),
    };
}
