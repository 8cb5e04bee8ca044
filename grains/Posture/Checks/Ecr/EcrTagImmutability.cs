using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class EcrTagImmutability
{
    public static readonly Check Check = new()
    {
        Id = "ecr.tag_immutability",
        Title = "A tag of an image stays with its image.",
        Severity = Severity.Low,
        Risk = "Whoever may push can put another image under a name that is deployed already.",
        Remediation = "Make the tags of the repository immutable.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_ecr_repository",
        Reads = ["aws_ecr_repository.imageTagMutability"],
        Controls = [.. Configuration],
        Judge = look => look["imageTagMutability"].Is("IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION").Judge("Tags stay.", "Tags may move."),
    };
}
