namespace Raposa.Collection.Sources.Aws;

internal static class Route53Record
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_route53_record",
        Description = "A record set of a hosted zone.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Minutes(15, 5, 120),
        Read = new AwsRead
        {
            Parents = [new("route53:ListHostedZones", "HostedZones[]")],
            List = new("route53:ListResourceRecordSets", "ResourceRecordSets[]")
            {
                Arguments = [new("HostedZoneId", "Id")],
                Absent = ["NoSuchHostedZone"],
            },
            ParentMembers = [new("HostedZoneId", "Id"), new("PrivateZone", "Config.PrivateZone")],
            KeyParts = ["$parent.HostedZoneId", "Name", "Type", "SetIdentifier"],
        },
        Columns =
        [
            new("record_key", ResourceKey.Member, "Its zone, name, type and, of several that share these, its own identifier.", IsKey: true),
            new("zone_id", "$parent.HostedZoneId", "The zone it is in."),
            new("is_private", "$parent.PrivateZone", "Whether its zone answers inside VPCs alone.", ColumnType.Boolean),
            new("name", "Name", "The name, with a dot at its end."),
            new("type", "Type", "A, AAAA, CNAME, MX and so on."),
            new("values", "ResourceRecords[].Value", "What it answers; empty for an alias.", ColumnType.TextArray),
            new("alias_target", "AliasTarget.DNSName", "The name whose addresses an alias answers."),
            new("alias_zone_id", "AliasTarget.HostedZoneId", "The zone of that name; of a load balancer or a distribution, AWS's own."),
            new("ttl_seconds", "TTL", "For how long an answer may be kept.", ColumnType.Integer),
            new("health_check_id", "HealthCheckId", "The check that decides whether it answers."),
        ],
    };
}
