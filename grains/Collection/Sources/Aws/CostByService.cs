namespace Raposa.Collection.Sources.Aws;

internal static class CostByService
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_cost_by_service",
        Description = "What a service cost on a day.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Hours(8, 8, 24),
        Read = new AwsRead
        {
            List = new("ce:GetCostAndUsage", "ResultsByTime[].Groups[]") { Parameters = moment => Costs.Daily(moment, Costs.By("SERVICE")) },
            KeyParts = ["$parent.TimePeriod.Start", "Keys"],
        },
        Columns =
        [
            new("cost_key", ResourceKey.Member, "The day and what it is the cost of.", IsKey: true),
            new("keys", "Keys[]", "The service.", ColumnType.TextArray),
            new("day", "$parent.TimePeriod.Start", "The day, in UTC.", ColumnType.Timestamp),
            new("cost", "Metrics.UnblendedCost.Amount", "What was charged that day.", ColumnType.Number),
            new("amortized_cost", "Metrics.AmortizedCost.Amount", "The same with what was paid ahead spread over its time.", ColumnType.Number),
            new("currency", "Metrics.UnblendedCost.Unit", "The currency."),
            new("usage", "Metrics.UsageQuantity.Amount", "How much was used, in units that differ by kind.", ColumnType.Number),
            new("is_estimated", "$parent.Estimated", "Whether the bill of that day may still change.", ColumnType.Boolean),
        ],
    };
}
