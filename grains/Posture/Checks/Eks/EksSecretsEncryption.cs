using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class EksSecretsEncryption
{
    public static readonly Check Check = new()
    {
        Id = "eks.secrets_encryption",
        Title = "A Kubernetes cluster encrypts secrets with a key of the account.",
        Severity = Severity.Medium,
        Risk = "Who gets at the store of the cluster has every secret in it.",
        Remediation = "Associate an encryption configuration for secrets with a key of KMS.",
        Owner = "Whoever looks after the cluster.",
        Kind = SubjectKind.Resource,
        Source = "aws_eks_cluster",
        Reads = ["aws_eks_cluster.encryptionConfig", "aws_eks_cluster.encryptionConfig[].*"],
        Controls = [.. EncryptionAtRest],
        Judge = look => look["encryptionConfig"].OrUnset().Any(setup => setup["resources"].Any(resource => resource.Is("secrets")) & setup["provider.keyArn"].IsSet())
            .Judge("Secrets are encrypted with a key of the account.", "Secrets are not encrypted with a key of the account."),
    };
}
