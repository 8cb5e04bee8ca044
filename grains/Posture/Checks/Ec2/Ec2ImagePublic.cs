using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class Ec2ImagePublic
{
    public static readonly Check Check = new()
    {
        Id = "ec2.image_public",
        Title = "An image of the account is not shared with everybody.",
        Severity = Severity.High,
        Risk = "Everybody can start it and read what is on its disks: code, keys, data.",
        Remediation = "Make it private. Treat what is on it as disclosed.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_image",
        Reads = ["aws_ec2_image.OwnerId", "aws_ec2_image.Public"],
        Controls = [.. PublicAccess],
        Judge = look => look["OwnerId"].Is(look.Account).When(() => look["Public"].IsFalse().Judge("It is not public.", "Everybody may start it.")),
    };
}
