using Raposa.Incidents;
using Raposa.Posture.Reading;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class EksLogging
{
    public static readonly Check Check = new()
    {
        Id = "eks.logging",
        Title = "A Kubernetes cluster writes its audit and authentication logs.",
        Severity = Severity.Medium,
        Risk = "Who did what in the cluster is recorded nowhere.",
        Remediation = "Switch the logs api, audit and authenticator on.",
        Owner = "Whoever looks after the cluster.",
        Kind = SubjectKind.Resource,
        Source = "aws_eks_cluster",
        Reads = ["aws_eks_cluster.logging.clusterLogging", "aws_eks_cluster.logging.clusterLogging[].*"],
        Controls = [.. Logging],
        Judge = look => Answer.All(new[] { "api", "audit", "authenticator" }.Select(name => look["logging.clusterLogging"]
                .Any(setup => setup["enabled"].IsTrue() & setup["types"].Any(type => type.Is(name)))))
            .Judge("It writes them.", "It does not write the logs api, audit and authenticator."),
    };
}
