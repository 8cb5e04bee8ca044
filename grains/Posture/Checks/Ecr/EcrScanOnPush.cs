using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class EcrScanOnPush
{
    public static readonly Check Check = new()
    {
        Id = "ecr.scan_on_push",
        Title = "Images are scanned when they are pushed.",
        Severity = Severity.Low,
        Risk = "Known holes of an image are found when it runs, or never.",
        Remediation = "Switch scanning on push on, for the registry or the repository.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_ecr_repository",
        Reads = ["aws_ecr_repository.imageScanningConfiguration.scanOnPush"],
        Controls = [.. Vulnerabilities],
        Judge = look => look["imageScanningConfiguration.scanOnPush"].IsTrue().Judge("Images are scanned when they come.", "Images are not scanned when they come."),
    };
}
