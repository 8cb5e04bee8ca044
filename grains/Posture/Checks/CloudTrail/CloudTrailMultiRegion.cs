using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class CloudTrailMultiRegion
{
    public static readonly Check Check = new()
    {
        Id = "cloudtrail.multi_region",
        Title = "A trail records the management events of every region.",
        Severity = Severity.High,
        Risk = "What somebody does in a region without a trail leaves no record that outlives 90 days, and most of it none at all that is kept safe.",
        Remediation = "Make a trail for all regions, best for the whole organization.",
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
        Controls = [Cis("4.1"), .. Logging],
        Judge = look => TrailCoverage.Any(look, trail => trail["IsMultiRegionTrail"].IsTrue() & trail["GetTrailStatus.IsLogging"].IsTrue() & TrailCoverage.RecordsManagement(trail))
            .Judge("A trail records every region.", "No trail that is on records every region."),
    };
}
