using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class ElbClassicTls
{
    public static readonly Check Check = new()
    {
        Id = "elb.classic_tls",
        Title = "A classic load balancer serves by TLS alone.",
        Severity = Severity.Medium,
        Risk = "Whoever is on the way reads and changes what goes in the clear.",
        Remediation = "Move to an application load balancer, and redirect HTTP to HTTPS there.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_elb_load_balancer",
        Reads = ["aws_elb_load_balancer.ListenerDescriptions", "aws_elb_load_balancer.ListenerDescriptions[].*"],
        Controls = [.. EncryptionInTransit],
        Judge = look => look["ListenerDescriptions"].All(listener => listener["Listener.Protocol"].Is("HTTPS", "SSL"))
            .Judge("Each listener speaks TLS.", "A listener serves in the clear."),
    };
}
