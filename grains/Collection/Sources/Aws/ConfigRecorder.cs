namespace Raposa.Collection.Sources.Aws;

internal static class ConfigRecorder
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_config_recorder",
        Description = "The recorder of AWS Config with its status. None means that it is off.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Hours(1, 1, 4),
        Read = new AwsRead
        {
            List = new("config:DescribeConfigurationRecorders", "ConfigurationRecorders[]"),
            Details = [new("config:DescribeConfigurationRecorderStatus", new AwsArgument("ConfigurationRecorderNames", "name", IsList: true))],
            Gone = ["NoSuchConfigurationRecorderException"],
        },
        Columns =
        [
            new("name", "name", "Its name; default, unless somebody chose another.", IsKey: true),
            new("role_arn", "roleARN", "The role it acts as."),
            new("records_all", "recordingGroup.allSupported", "Whether it records every kind of resource.", ColumnType.Boolean),
            new("records_global", "recordingGroup.includeGlobalResourceTypes", "Whether it records IAM too.", ColumnType.Boolean),
            new("is_recording", "DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus[].recording", "Whether it is on.", ColumnType.Json),
            new("last_status", "DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus[].lastStatus", "How its last delivery went.", ColumnType.TextArray),
        ],
    };
}
