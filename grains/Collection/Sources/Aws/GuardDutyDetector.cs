namespace Raposa.Collection.Sources.Aws;

internal static class GuardDutyDetector
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_guardduty_detector",
        Description = "GuardDuty's detector in a region: whether it watches, and what. None means that it is off.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(30, 10, 240),
        Read = new AwsRead
        {
            Parents = [new("guardduty:ListDetectors", "DetectorIds[]") { PageSize = 50 }],
            List = new("guardduty:GetDetector", "") { Arguments = [new("DetectorId", "")] },
            ParentMembers = [new("DetectorId", "")],
        },
        Columns =
        [
            new("detector_id", "$parent.DetectorId", "The id AWS gave it.", IsKey: true),
            new("status", "Status", "ENABLED or DISABLED."),
            new("publishing_frequency", "FindingPublishingFrequency", "How soon what recurs is published again."),
            new("features", "Features", "What it watches beside the three basic logs.", ColumnType.Json),
            new("created_at", "CreatedAt", "When it was made.", ColumnType.Timestamp),
            new("changed_at", "UpdatedAt", "When its settings last changed.", ColumnType.Timestamp),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        ChangedAtColumn = "changed_at",
        Redactions = [new("Tags", RedactionPolicies.Tags)],
    };
}
