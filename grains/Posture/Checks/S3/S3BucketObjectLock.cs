using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class S3BucketObjectLock
{
    public static readonly Check Check = new()
    {
        Id = "s3.bucket_object_lock",
        Title = "A bucket can lock its objects.",
        Severity = Severity.Informational,
        Risk = "What has to stand as evidence or as a last backup can be deleted by whoever gets the right credentials.",
        Remediation = "Make a bucket with object lock for logs and backups and move them there; it can be switched on for others too.",
        Owner = "The owner of the bucket.",
        Kind = SubjectKind.Resource,
        Source = "aws_s3_bucket",
        Reads = ["aws_s3_bucket.GetObjectLockConfiguration.ObjectLockConfiguration.ObjectLockEnabled"],
        Controls = [.. Backup],
        Judge = look => look["GetObjectLockConfiguration.ObjectLockConfiguration.ObjectLockEnabled"].Is("Enabled")
            .Judge("Its objects can be locked.", "Its objects cannot be locked."),
    };
}
