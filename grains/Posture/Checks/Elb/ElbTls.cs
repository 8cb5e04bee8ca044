using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class ElbTls
{
    public static readonly Check Check = new()
    {
        Id = "elb.tls",
        Title = "A listener of a load balancer speaks no old TLS.",
        Severity = Severity.Medium,
        Risk = "TLS 1.0 and 1.1 can be broken, and whoever is in the middle makes both sides use them.",
        Remediation = "Choose a security policy of TLS 1.2 and later.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_elbv2_listener",
        Reads = ["aws_elbv2_listener.Protocol", "aws_elbv2_listener.SslPolicy"],
        Controls = [.. EncryptionInTransit],
        Judge = look => look["Protocol"].Is("HTTPS", "TLS").When(() => look["SslPolicy"].Matches(TlsPolicies.IsCurrent)
            .Judge("It speaks TLS 1.2 and later.", "It speaks TLS 1.1 or older, or a policy that is not known.")),
    };
}
