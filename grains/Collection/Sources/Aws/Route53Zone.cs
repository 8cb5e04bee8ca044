namespace Raposa.Collection.Sources.Aws;

internal static class Route53Zone
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_route53_zone",
        Description = "A hosted zone of Route 53 with its tags.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Minutes(15, 5, 120),
        Read = new AwsRead
        {
            List = new("route53:ListHostedZones", "HostedZones[]"),
            Details =
            [
                new("route53:ListTagsForResource", new AwsArgument("ResourceId", "Id"))
                {
                    Parameters = _ => new() { ["ResourceType"] = "hostedzone" },
                },
            ],
            Gone = ["NoSuchHostedZone"],
        },
        Columns =
        [
            new("zone_id", "Id", "Its id with the path before it, such as /hostedzone/Z0A1B2C.", IsKey: true),
            new("name", "Name", "The domain, with a dot at its end."),
            new("is_private", "Config.PrivateZone", "Whether it answers inside VPCs alone.", ColumnType.Boolean),
            new("record_count", "ResourceRecordSetCount", "How many record sets it has.", ColumnType.Integer),
            new("comment", "Config.Comment", "What its maker said it is for."),
            new("tags", "ListTagsForResource.ResourceTagSet.Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Config.Comment", RedactionPolicies.Text), new("ListTagsForResource.ResourceTagSet.Tags", RedactionPolicies.Tags)],
    };
}
