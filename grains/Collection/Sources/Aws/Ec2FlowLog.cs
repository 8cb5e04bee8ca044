namespace Raposa.Collection.Sources.Aws;

internal static class Ec2FlowLog
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_flow_log",
        Description = "A flow log: what is written down of the packets of a VPC, a subnet or an interface.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(30, 10, 120),
        Read = new AwsRead
        {
            List = new("ec2:DescribeFlowLogs", "FlowLogs[]") { PageSize = 1000 },
        },
        Columns =
        [
            new("flow_log_id", "FlowLogId", "The id AWS gave it, such as fl-0a1b2c.", IsKey: true),
            new("resource_id", "ResourceId", "What it watches: a VPC, subnet, interface or transit gateway."),
            new("traffic_type", "TrafficType", "ACCEPT, REJECT or ALL."),
            new("status", "FlowLogStatus", "ACTIVE if it is on."),
            new("delivery_status", "DeliverLogsStatus", "SUCCESS or FAILED."),
            new("delivery_error", "DeliverLogsErrorMessage", "Why delivery fails."),
            new("destination_type", "LogDestinationType", "cloud-watch-logs, s3 or kinesis-data-firehose."),
            new("destination", "LogDestination", "The ARN of where it is written."),
            new("log_group", "LogGroupName", "The log group it is written to."),
            new("created_at", "CreationTime", "When it was made.", ColumnType.Timestamp),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
    };
}
