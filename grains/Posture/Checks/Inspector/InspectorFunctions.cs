using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class InspectorFunctions
{
    public static readonly Check Check = new()
    {
        Id = "inspector.functions",
        Title = "Inspector scans a function.",
        Severity = Severity.Low,
        Risk = "Known holes of its libraries are seen by nobody who could close them.",
        Remediation = "Switch Inspector on for Lambda.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_lambda_function",
        Reads = ["aws_lambda_function.FunctionArn", "aws_inspector2_coverage.resourceId", "aws_inspector2_coverage.scanStatus.statusCode"],
        Controls = [.. Vulnerabilities],
        Judge = look => look["FunctionArn"].IsSet().When(() => look.Here("aws_inspector2_coverage").Any(covered =>
                covered["resourceId"].Matches(id => id == look.Subject.Document!.Key || id.StartsWith(look.Subject.Document!.Key + ":", StringComparison.Ordinal))
                & covered["scanStatus.statusCode"].Is("ACTIVE"))
            .Judge("Inspector scans it.", "Inspector does not scan it.")),
    };
}
