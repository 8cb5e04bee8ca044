using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class InspectorInstances
{
    public static readonly Check Check = new()
    {
        Id = "inspector.instances",
        Title = "Inspector scans an instance that runs.",
        Severity = Severity.Medium,
        Risk = "Known holes of what is installed on it are seen by nobody who could close them.",
        Remediation = "Switch Inspector on for EC2, and let Systems Manager manage the instance.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_instance",
        Reads =
        [
            "aws_ec2_instance.State.Name",
            "aws_inspector2_coverage.resourceId",
            "aws_inspector2_coverage.scanType",
            "aws_inspector2_coverage.scanStatus.statusCode",
        ],
        Controls = [.. Vulnerabilities],
        Judge = look => look["State.Name"].Is("running").When(() => look.Here("aws_inspector2_coverage").Any(covered => covered["resourceId"].Is(look.Subject.Document!.Key)
                & covered["scanType"].Is("PACKAGE") & covered["scanStatus.statusCode"].Is("ACTIVE"))
            .Judge("Inspector scans it.", "Inspector does not scan it.")),
    };
}
