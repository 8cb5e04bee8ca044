using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class CloudFrontWebAcl
{
    public static readonly Check Check = new()
    {
        Id = "cloudfront.web_acl",
        Title = "A distribution has a web ACL before it.",
        Severity = Severity.Low,
        Risk = "Attacks on the application and floods of requests reach it unfiltered.",
        Remediation = "Attach a web ACL with the managed rules and a rate limit.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_cloudfront_distribution",
        Reads = ["aws_cloudfront_distribution.WebACLId"],
        Controls = [.. WebProtection],
        Judge = look => look["WebACLId"].OrUnset().Matches(id => id.Length > 0).Judge("A web ACL stands before it.", "No web ACL stands before it."),
    };
}
