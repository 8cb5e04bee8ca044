using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamExpiredCertificate
{
    public static readonly Check Check = new()
    {
        Id = "iam.expired_certificate",
        Title = "A certificate that is stored in IAM has not expired.",
        Severity = Severity.Low,
        Risk = "Put on a load balancer by mistake, it frightens customers away or breaks whoever checks it.",
        Remediation = "Delete it. Keep certificates in Certificate Manager, which renews them.",
        Owner = "Whoever looks after the load balancers.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_server_certificate",
        Reads = ["aws_iam_server_certificate.Expiration"],
        Controls = [Cis("2.17"), .. KeyManagement],
        Judge = look => (!look["Expiration"].OfTime(time => time <= look.Now)).Judge("It is still good.", "It has expired and is still there."),
    };
}
