namespace Raposa.Collection.Sources.Cloudflare;

internal static class CloudflareDnsRecord
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "cloudflare_dns_record",
        Description = "A DNS record of a zone, and whether Cloudflare stands before what it names.",
        Provider = Provider.Cloudflare,
        Scope = SourceScope.Account,
        Cadence = Cadence.Minutes(15, 5, 60),
        Read = new CloudflareRead("/zones/{zone}/dns_records") { Permission = "DNS: Read", PageSize = 1000 },
        Columns =
        [
            new("record_id", "id", "The id Cloudflare gave it.", IsKey: true),
            new("zone_id", "$parent.id", "The zone it is in."),
            new("zone_name", "$parent.name", "The name of that zone."),
            new("name", "name", "The whole name."),
            new("type", "type", "A, AAAA, CNAME, MX and so on."),
            new("content", "content", "What it answers, or what stands behind the proxy."),
            new("is_proxied", "proxied", "Whether Cloudflare answers with its own addresses and passes on what comes.", ColumnType.Boolean),
            new("can_be_proxied", "proxiable", "Whether it could.", ColumnType.Boolean),
            new("ttl_seconds", "ttl", "For how long an answer may be kept; 1 for what Cloudflare thinks right.", ColumnType.Integer),
            new("priority", "priority", "Of a mail server: the lowest is asked first.", ColumnType.Integer),
            new("comment", "comment", "What its maker said it is for."),
            new("tags", "tags[]", "The words it is tagged with.", ColumnType.TextArray),
            new("created_at", "created_on", "When it was made.", ColumnType.Timestamp),
            new("changed_at", "modified_on", "When it last changed.", ColumnType.Timestamp),
        ],
        ChangedAtColumn = "changed_at",
        Redactions = [new("comment", RedactionPolicies.Text)],
    };
}
