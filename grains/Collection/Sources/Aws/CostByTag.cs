namespace Raposa.Collection.Sources.Aws;

internal static class CostByTag
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_cost_by_tag",
        Description = "What the resources with a value of a tag cost on a day, for each tag that is activated for costs.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Hours(24, 8, 48),
        Read = new AwsRead
        {
            Parents = [new("ce:GetTags", "Tags[]") { Parameters = moment => new() { ["TimePeriod"] = Costs.Period(moment) } }],
            List = new("ce:GetCostAndUsage", "ResultsByTime[].Groups[]")
            {
                Parameters = moment => Costs.Daily(moment, Costs.ByTag()),
                Arguments = [new("GroupBy[].Key", "")],
            },
            KeyParts = ["$parent.TimePeriod.Start", "Keys"],
        },
        Columns =
        [
            new("cost_key", ResourceKey.Member, "The day and what it is the cost of.", IsKey: true),
            new("keys", "Keys[]", "The tag and its value, such as team$platform; no value means untagged.", ColumnType.TextArray),
            new("day", "$parent.TimePeriod.Start", "The day, in UTC.", ColumnType.Timestamp),
            new("cost", "Metrics.UnblendedCost.Amount", "What was charged that day.", ColumnType.Number),
            new("amortized_cost", "Metrics.AmortizedCost.Amount", "The same with what was paid ahead spread over its time.", ColumnType.Number),
            new("currency", "Metrics.UnblendedCost.Unit", "The currency."),
            new("usage", "Metrics.UsageQuantity.Amount", "How much was used, in units that differ by kind.", ColumnType.Number),
            new("is_estimated", "$parent.Estimated", "Whether the bill of that day may still change.", ColumnType.Boolean),
        ],
    };
}
