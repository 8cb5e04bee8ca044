using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class CloudFrontTls
{
    public static readonly Check Check = new()
    {
        Id = "cloudfront.tls",
        Title = "A distribution speaks no old TLS.",
        Severity = Severity.Medium,
        Risk = "TLS 1.0 and 1.1 can be broken, and whoever is in the middle makes both sides use them.",
        Remediation = "Choose TLSv1.2_2021 or later, with a certificate of your own.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_cloudfront_distribution",
        Reads =
        [
            "aws_cloudfront_distribution.ViewerCertificate.MinimumProtocolVersion",
            "aws_cloudfront_distribution.ViewerCertificate.CloudFrontDefaultCertificate",
        ],
        Controls = [.. EncryptionInTransit],
        Judge = look => (look["ViewerCertificate.CloudFrontDefaultCertificate"].IsFalse()
                & look["ViewerCertificate.MinimumProtocolVersion"].Matches(version => version.StartsWith("TLSv1.2", StringComparison.Ordinal) || version.StartsWith("TLSv1.3", StringComparison.Ordinal)))
            .Judge("It speaks TLS 1.2 and later.", "It speaks TLS 1.1 or older."),
    };
}
