using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamDormantAdministratorRole
{
    public static readonly Check Check = new()
    {
        Id = "iam.dormant_administrator_role",
        Title = "A role of an administrator was used in the last 90 days.",
        Severity = Severity.Medium,
        Risk = "A role that nobody uses and that can do everything waits for whoever finds out how to assume it.",
        Remediation = "Ask the owner of whoever it trusts, then delete it.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_role",
        Reads = ["aws_iam_user.*", "aws_iam_role.*", "aws_iam_group.*", "aws_iam_policy.*"],
        Controls = [.. Disuse],
        Judge = look => Dormant.JudgeRole(look, 90),
    };
}
