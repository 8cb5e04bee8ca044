using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class RdsInstanceMinorUpgrades
{
    public static readonly Check Check = new()
    {
        Id = "rds.instance_minor_upgrades",
        Title = "A database takes minor versions by itself.",
        Severity = Severity.Low,
        Risk = "Known holes of the engine stay open until somebody thinks of it.",
        Remediation = "Switch automatic minor version upgrades on.",
        Owner = "The owner of the database.",
        Kind = SubjectKind.Resource,
        Source = "aws_rds_instance",
        Reads = ["aws_rds_instance.AutoMinorVersionUpgrade"],
        Controls = [Cis("3.2.2"), .. Patching],
        Judge = look => look["AutoMinorVersionUpgrade"].IsTrue().Judge("It takes minor versions by itself.", "It stays on its minor version."),
    };
}
