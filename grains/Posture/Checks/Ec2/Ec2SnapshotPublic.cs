using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class Ec2SnapshotPublic
{
    public static readonly Check Check = new()
    {
        Id = "ec2.snapshot_public",
        Title = "A snapshot of a volume is not shared with everybody.",
        Severity = Severity.Critical,
        Risk = "Anybody with an AWS account can make a volume of it and read it, unseen.",
        Remediation = "Take all out of its permissions. Treat what is on it as disclosed.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_snapshot",
        Reads = ["aws_ec2_snapshot.SnapshotId", "aws_ec2_public_snapshot.SnapshotId"],
        Controls = [.. PublicAccess],
        Judge = look => (!look.Here("aws_ec2_public_snapshot").Any(shared => shared["SnapshotId"].Is(look.Subject.Document!.Key)))
            .Judge("It is not shared with everybody.", "Everybody may copy it."),
    };
}
