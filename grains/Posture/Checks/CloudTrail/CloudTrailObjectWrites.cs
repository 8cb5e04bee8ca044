using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class CloudTrailObjectWrites
{
    public static readonly Check Check = new()
    {
        Id = "cloudtrail.object_writes",
        Title = "A trail records who writes objects of buckets.",
        Severity = Severity.Low,
        Risk = "After a leak or a loss nobody can say which objects were written or deleted, and by whom.",
        Remediation = "Add data events of S3 to the trail, for all buckets or those that matter.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Account,
        Source = "aws_cloudtrail_trail",
        Reads =
        [
            "aws_cloudtrail_trail.IsMultiRegionTrail",
            "aws_cloudtrail_trail.IsOrganizationTrail",
            "aws_cloudtrail_trail.GetTrailStatus.IsLogging",
            "aws_organizations_organization.Organization.MasterAccountId",
            "aws_cloudtrail_trail.GetEventSelectors.EventSelectors",
            "aws_cloudtrail_trail.GetEventSelectors.EventSelectors[].*",
            "aws_cloudtrail_trail.GetEventSelectors.AdvancedEventSelectors",
            "aws_cloudtrail_trail.GetEventSelectors.AdvancedEventSelectors[].*",
        ],
        Controls = [Cis("4.8"), .. Logging],
        Judge = look => TrailCoverage.Any(look, trail => trail["IsMultiRegionTrail"].IsTrue() & trail["GetTrailStatus.IsLogging"].IsTrue()
                & TrailCoverage.RecordsObjects(trail, isWrite: true))
            .Judge("A trail records it for every bucket.", "No trail that is on records it for every bucket."),
    };
}
