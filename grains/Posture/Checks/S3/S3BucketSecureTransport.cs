using Raposa.Incidents;
using Raposa.Posture.Iam;
using Raposa.Posture.Reading;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class S3BucketSecureTransport
{
    public static readonly Check Check = new()
    {
        Id = "s3.bucket_secure_transport",
        Title = "A bucket refuses requests without TLS.",
        Severity = Severity.Medium,
        Risk = "A client that is set to HTTP sends data and a usable signature in the clear, and the bucket serves it.",
        Remediation = "Add a statement that denies everybody s3:* on the bucket and its objects if aws:SecureTransport is false.",
        Owner = "The owner of the bucket.",
        Kind = SubjectKind.Resource,
        Source = "aws_s3_bucket",
        Reads = ["aws_s3_bucket.GetBucketPolicy.Policy"],
        Controls = [Cis("3.1.1"), .. EncryptionInTransit],
        Judge = look => PolicyReader.Ask(
                look["GetBucketPolicy.Policy"],
                policy => TransportPolicy.RefusesPlain(policy, look.Subject.Document!.Key),
                whenUnset: Answer.No)
            .Judge("Its policy denies requests without TLS.", "Its policy lets requests without TLS through."),
    };
}
