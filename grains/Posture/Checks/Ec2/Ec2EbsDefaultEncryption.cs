using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class Ec2EbsDefaultEncryption
{
    public static readonly Check Check = new()
    {
        Id = "ec2.ebs_default_encryption",
        Title = "New volumes of a region are encrypted.",
        Severity = Severity.Medium,
        Risk = "Every volume that somebody makes without thinking of it is in the clear.",
        Remediation = "Switch encryption by default on in each region.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Region,
        Source = "aws_ec2_ebs_encryption",
        Reads = ["aws_ec2_ebs_encryption.EbsEncryptionByDefault"],
        Controls = [Cis("6.1.1"), .. EncryptionAtRest],
        Judge = look => look.Here("aws_ec2_ebs_encryption").Any(region => region["EbsEncryptionByDefault"].IsTrue())
            .Judge("New volumes are encrypted.", "New volumes are not encrypted unless somebody asks for it."),
    };
}
