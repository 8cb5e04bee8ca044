using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class ElbHttpRedirect
{
    public static readonly Check Check = new()
    {
        Id = "elb.http_redirect",
        Title = "A listener for HTTP sends clients to HTTPS.",
        Severity = Severity.Medium,
        Risk = "Whoever is on the way reads and changes what goes in the clear.",
        Remediation = "Let the listener redirect to HTTPS, or remove it.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_elbv2_listener",
        Reads = ["aws_elbv2_listener.Protocol", "aws_elbv2_listener.DefaultActions", "aws_elbv2_listener.DefaultActions[].*"],
        Controls = [.. EncryptionInTransit],
        Judge = look => look["Protocol"].Is("HTTP").When(() => look["DefaultActions"].Any(action => action["Type"].Is("redirect") & action["RedirectConfig.Protocol"].Is("HTTPS"))
            .Judge("It sends clients to HTTPS.", "It serves in the clear.")),
    };
}
