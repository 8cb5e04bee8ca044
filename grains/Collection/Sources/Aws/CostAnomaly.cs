using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources.Aws;

internal static class CostAnomaly
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_cost_anomaly",
        Description = "A day or more whose cost is not what Cost Explorer expected.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Hours(8, 4, 24),
        Read = new AwsRead
        {
            List = new("ce:GetAnomalies", "Anomalies[]")
            {
                PageSize = 100,
                Parameters = moment => new()
                {
                    ["DateInterval"] = new JsonObject { ["StartDate"] = Costs.FirstDay(moment), ["EndDate"] = Costs.Day(moment.At) },
                },
            },
        },
        Columns =
        [
            new("anomaly_id", "AnomalyId", "The id AWS gave it.", IsKey: true),
            new("monitor_arn", "MonitorArn", "The monitor that found it."),
            new("dimension", "DimensionValue", "What it is in, such as a service."),
            new("started_on", "AnomalyStartDate", "The first day.", ColumnType.Timestamp),
            new("ended_on", "AnomalyEndDate", "The last day; null while it lasts.", ColumnType.Timestamp),
            new("impact", "Impact.TotalImpact", "How much more it cost than was expected.", ColumnType.Number),
            new("actual_spend", "Impact.TotalActualSpend", "What it cost.", ColumnType.Number),
            new("expected_spend", "Impact.TotalExpectedSpend", "What was expected.", ColumnType.Number),
            new("score", "AnomalyScore.CurrentScore", "How unusual it is, from 0 to 1.", ColumnType.Number),
            new("root_causes", "RootCauses", "Services, accounts, regions and kinds of usage that AWS thinks caused it.", ColumnType.Json),
            new("feedback", "Feedback", "What somebody has said of it: YES, NO or PLANNED_ACTIVITY."),
        ],
    };
}
