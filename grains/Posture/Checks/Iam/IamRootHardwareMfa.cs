using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamRootHardwareMfa
{
    public static readonly Check Check = new()
    {
        Id = "iam.root_hardware_mfa",
        Title = "The second factor of the root user is hardware.",
        Severity = Severity.Medium,
        Risk = "A virtual factor lives on a telephone: it is copied with its backup and lost with its owner.",
        Remediation = "Register a security key for the root user and remove the virtual device.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_account_summary",
        Reads = ["aws_iam_account_summary.SummaryMap.AccountMFAEnabled", "aws_iam_virtual_mfa_device.SerialNumber"],
        Controls = [Cis("2.6"), .. SecondFactor],
        Judge = look => look["SummaryMap.AccountMFAEnabled"].AtLeast(1).When(() => (!look.All("aws_iam_virtual_mfa_device")
                .Any(device => device["SerialNumber"].Matches(serial => serial.EndsWith(":mfa/root-account-mfa-device", StringComparison.Ordinal))))
            .Judge("Its second factor is not virtual.", "Its second factor is virtual.")),
    };
}
