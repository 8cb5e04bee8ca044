using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamTwoActiveKeys
{
    public static readonly Check Check = new()
    {
        Id = "iam.user_two_active_keys",
        Title = "A user has one access key at the most.",
        Severity = Severity.Low,
        Risk = "A second key is meant for the time of a change. One that stays doubles what can leak.",
        Remediation = "Deactivate the older key, and delete it when nothing breaks.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_credential_report",
        Reads = ["aws_iam_credential_report.access_key_1_active", "aws_iam_credential_report.access_key_2_active"],
        Controls = [.. Secrets],
        Judge = look => (!(look["access_key_1_active"].IsTrue() & look["access_key_2_active"].IsTrue()))
            .Judge("One key at the most is on.", "Two keys are on."),
    };
}
