using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class S3BucketMfaDelete
{
    public static readonly Check Check = new()
    {
        Id = "s3.bucket_mfa_delete",
        Title = "A bucket takes a second factor for the deletion of versions.",
        Severity = Severity.Low,
        Risk = "Stolen credentials that may delete objects may delete their history too, and then nothing is left to recover.",
        Remediation = "Switch MFA delete on with the credentials of the root user, where lifecycle rules do not have to delete versions.",
        Owner = "The owner of the bucket.",
        Kind = SubjectKind.Resource,
        Source = "aws_s3_bucket",
        Reads = ["aws_s3_bucket.GetBucketVersioning.MFADelete"],
        Controls = [Cis("3.1.2"), .. Backup],
        Judge = look => look["GetBucketVersioning.MFADelete"].OrUnset().Is("Enabled")
            .Judge("Deleting a version takes a second factor.", "Deleting a version takes no second factor."),
    };
}
