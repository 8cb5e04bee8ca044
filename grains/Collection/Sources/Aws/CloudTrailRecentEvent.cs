namespace Raposa.Collection.Sources.Aws;

/// <remarks>LookupEvents answers twice a second and with 50 events at most: a busy account has more than it can give.</remarks>
internal static class CloudTrailRecentEvent
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_cloudtrail_recent_event",
        Description = "A management event of the last two hours, for accounts whose trail cannot be read.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(30, 15, 60),
        Read = new AwsRead
        {
            List = new("cloudtrail:LookupEvents", "Events[]")
            {
                PageSize = 50,
                Parameters = moment => new()
                {
                    // As the command line takes times: in seconds.
                    ["StartTime"] = moment.At.AddHours(-2).ToUnixTimeSeconds(),
                    ["EndTime"] = moment.At.ToUnixTimeSeconds(),
                },
            },
        },
        Columns =
        [
            new("event_id", "EventId", "The id of the event.", IsKey: true),
            new("name", "EventName", "The call, such as RunInstances."),
            new("event_source", "EventSource", "The service, such as ec2.amazonaws.com."),
            new("occurred_at", "EventTime", "When it happened.", ColumnType.Timestamp),
            new("user_name", "Username", "Who did it."),
            new("access_key_id", "AccessKeyId", "With which key."),
            new("is_read_only", "ReadOnly", "Whether it changed nothing: true or false, as text."),
            new("resource_names", "Resources[].ResourceName", "What it was about.", ColumnType.TextArray),
            new("record", "CloudTrailEvent", "The whole record, as JSON text."),
        ],
        IsOptional = true,
    };
}
