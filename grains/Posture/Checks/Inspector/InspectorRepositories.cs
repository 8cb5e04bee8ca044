using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class InspectorRepositories
{
    public static readonly Check Check = new()
    {
        Id = "inspector.repositories",
        Title = "Inspector scans the images of a repository.",
        Severity = Severity.Low,
        Risk = "Known holes of images are found when they are used, and not before they are deployed.",
        Remediation = "Switch Inspector on for ECR, and take the repository into its scope.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_ecr_repository",
        Reads =
        [
            "aws_ecr_repository.repositoryArn",
            "aws_inspector2_coverage.resourceId",
            "aws_inspector2_coverage.resourceType",
            "aws_inspector2_coverage.scanStatus.statusCode",
        ],
        Controls = [.. Vulnerabilities],
        Judge = look => look["repositoryArn"].IsSet().When(() => look.Here("aws_inspector2_coverage").Any(covered =>
                covered["resourceId"].Matches(id => id == look.Subject.Document!.Key || id.StartsWith(look.Subject.Document!.Key + "/", StringComparison.Ordinal))
                & covered["scanStatus.statusCode"].Is("ACTIVE"))
            .Judge("Inspector scans it.", "Inspector does not scan it.")),
    };
}
