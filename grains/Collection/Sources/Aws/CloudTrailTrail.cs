namespace Raposa.Collection.Sources.Aws;

internal static class CloudTrailTrail
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_cloudtrail_trail",
        Description = "A trail with its status and what it selects, in its home region.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(15, 5, 60),
        Read = new AwsRead
        {
            List = new("cloudtrail:DescribeTrails", "trailList[]") { Parameters = _ => new() { ["includeShadowTrails"] = false } },
            Details =
            [
                new("cloudtrail:GetTrailStatus", new AwsArgument("Name", "TrailARN")),
                new("cloudtrail:GetEventSelectors", new AwsArgument("TrailName", "TrailARN")),
            ],
            Gone = ["TrailNotFoundException"],
        },
        Columns =
        [
            new("arn", "TrailARN", "Its ARN.", IsKey: true),
            new("name", "Name", "The name its maker gave it."),
            new("bucket", "S3BucketName", "The bucket its log files go to."),
            new("key_prefix", "S3KeyPrefix", "What their keys begin with."),
            new("is_logging", "GetTrailStatus.IsLogging", "Whether it is on.", ColumnType.Boolean),
            new("is_multi_region", "IsMultiRegionTrail", "Whether it covers every region.", ColumnType.Boolean),
            new("is_organization", "IsOrganizationTrail", "Whether it covers every account of the organization.", ColumnType.Boolean),
            new("has_digests", "LogFileValidationEnabled", "Whether its log files are vouched for by signed digests.", ColumnType.Boolean),
            new("has_global_events", "IncludeGlobalServiceEvents", "Whether it has the events of IAM and other global services.", ColumnType.Boolean),
            new("kms_key_id", "KmsKeyId", "The key its log files are encrypted with."),
            new("log_group_arn", "CloudWatchLogsLogGroupArn", "The log group it also writes to."),
            new("home_region", "HomeRegion", "Where it was made."),
            new("last_delivery_at", "GetTrailStatus.LatestDeliveryTime", "When a log file was last delivered.", ColumnType.Timestamp),
            new("delivery_error", "GetTrailStatus.LatestDeliveryError", "Why delivery fails."),
            new("last_digest_at", "GetTrailStatus.LatestDigestDeliveryTime", "When a digest was last delivered.", ColumnType.Timestamp),
            new("event_selectors", "GetEventSelectors.EventSelectors", "What it writes down.", ColumnType.Json),
            new("advanced_event_selectors", "GetEventSelectors.AdvancedEventSelectors", "The same in the newer form.", ColumnType.Json),
        ],
        RefreshedBy = [new("aws.cloudtrail", "AWS API Call via CloudTrail", null)],
    };
}
