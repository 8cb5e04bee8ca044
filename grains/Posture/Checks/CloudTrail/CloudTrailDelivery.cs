using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class CloudTrailDelivery
{
    public static readonly Check Check = new()
    {
        Id = "cloudtrail.delivery",
        Title = "A trail delivers its log files.",
        Severity = Severity.Medium,
        Risk = "It is on and yet nothing arrives: the record has a gap from the first failure.",
        Remediation = "Repair what the error names: mostly the policy of the bucket or of the key.",
        Owner = "Whoever looks after the logs.",
        Kind = SubjectKind.Resource,
        Source = "aws_cloudtrail_trail",
        Reads =
        [
            "aws_cloudtrail_trail.GetTrailStatus.IsLogging",
            "aws_cloudtrail_trail.GetTrailStatus.LatestDeliveryError",
            "aws_cloudtrail_trail.GetTrailStatus.LatestDeliveryTime",
        ],
        Controls = [.. Logging],
        Judge = look => look["GetTrailStatus.IsLogging"].IsTrue().When(() => (look["GetTrailStatus.LatestDeliveryTime"].IsSince(look.DaysAgo(1))
                & !look["GetTrailStatus.LatestDeliveryError"].OrUnset().Matches(error => error.Length > 0))
            .Judge("It delivered in the last day, without an error.", "It has delivered nothing for a day, or with an error.")),
    };
}
