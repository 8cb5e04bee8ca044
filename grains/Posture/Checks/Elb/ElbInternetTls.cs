using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class ElbInternetTls
{
    public static readonly Check Check = new()
    {
        Id = "elb.internet_tls",
        Title = "A load balancer that faces the internet speaks no old TLS on any listener.",
        Severity = Severity.High,
        Risk = "TLS 1.0 and 1.1 can be broken, and whoever is in the middle makes both sides use them.",
        Remediation = "Choose a security policy of TLS 1.2 and later for each listener.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_elbv2_load_balancer",
        Reads =
        [
            "aws_elbv2_load_balancer.Scheme",
            "aws_elbv2_load_balancer.Type",
            "aws_elbv2_listener.LoadBalancerArn",
            "aws_elbv2_listener.Protocol",
            "aws_elbv2_listener.SslPolicy",
        ],
        Controls = [.. EncryptionInTransit],
        Judge = look => (look["Scheme"].Is("internet-facing") & look["Type"].Is("application", "network")).When(() => (!look.Here("aws_elbv2_listener").Any(listener =>
                listener["LoadBalancerArn"].Is(look.Subject.Document!.Key) & listener["Protocol"].Is("HTTPS", "TLS") & !listener["SslPolicy"].Matches(TlsPolicies.IsCurrent)))
            .Judge("No listener of it speaks old TLS.", "A listener of it speaks TLS 1.1 or older, or a policy that is not known.")),
    };
}
