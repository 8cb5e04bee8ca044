namespace Raposa.Collection.Sources.Aws;

internal static class GuardDutyFinding
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_guardduty_finding",
        Description = "What GuardDuty thinks is an attack, archived or not, for the 90 days that it keeps them.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(5, 1, 15),
        Read = new AwsRead
        {
            Parents =
            [
                new("guardduty:ListDetectors", "DetectorIds[]") { PageSize = 50, WhenNone = "GuardDuty is off in this region: it has no detector." },
            ],
            List = new("guardduty:ListFindings", "FindingIds[]") { PageSize = 50, Arguments = [new("DetectorId", "")] },
            Batch = new("guardduty:GetFindings", "Findings[]", Id: "", Size: 50, ids => new() { ["FindingIds"] = AwsParameters.ListOf(ids) })
            {
                Arguments = [new("DetectorId", "")],
                IsKey = true,
            },
        },
        Columns =
        [
            new("finding_id", "Id", "The id AWS gave it.", IsKey: true),
            new("arn", "Arn", "Its ARN."),
            new("type", "Type", "What was seen, such as Recon:EC2/PortProbeUnprotectedPort."),
            new("severity", "Severity", "From 1 to 10: 4 is medium, 7 high, 9 critical.", ColumnType.Number),
            new("title", "Title", "What was seen, in a few words."),
            new("resource_type", "Resource.ResourceType", "What it is about, such as Instance or AccessKey."),
            new("instance_id", "Resource.InstanceDetails.InstanceId", "The instance it is about."),
            new("access_key_id", "Resource.AccessKeyDetails.AccessKeyId", "The access key it is about."),
            new("principal_id", "Resource.AccessKeyDetails.PrincipalId", "Who used that key."),
            new("bucket_names", "Resource.S3BucketDetails[].Name", "The buckets it is about.", ColumnType.TextArray),
            new("cluster_name", "Resource.EksClusterDetails.Name", "The cluster it is about."),
            new("remote_ip", "Service.Action.NetworkConnectionAction.RemoteIpDetails.IpAddressV4", "The other end of a connection.", ColumnType.Address),
            new("api_remote_ip", "Service.Action.AwsApiCallAction.RemoteIpDetails.IpAddressV4", "Where a call came from.", ColumnType.Address),
            new("is_archived", "Service.Archived", "Whether somebody has put it away.", ColumnType.Boolean),
            new("count", "Service.Count", "How often it was seen.", ColumnType.Integer),
            new("first_seen_at", "Service.EventFirstSeen", "When it was first seen.", ColumnType.Timestamp),
            new("last_seen_at", "Service.EventLastSeen", "When it was last seen.", ColumnType.Timestamp),
            new("created_at", "CreatedAt", "When the finding was made.", ColumnType.Timestamp),
            new("updated_at", "UpdatedAt", "When it last changed.", ColumnType.Timestamp),
        ],
        ChangedAtColumn = "updated_at",
        Redactions = [new("Resource.InstanceDetails.Tags", RedactionPolicies.Tags), new("Resource.S3BucketDetails[].Tags", RedactionPolicies.Tags)],
        RefreshedBy = [new("aws.guardduty", "GuardDuty Finding", "detail.id")],
    };
}
