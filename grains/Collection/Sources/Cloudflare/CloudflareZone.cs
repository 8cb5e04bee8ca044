namespace Raposa.Collection.Sources.Cloudflare;

internal static class CloudflareZone
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "cloudflare_zone",
        Description = "A domain that Cloudflare serves.",
        Provider = Provider.Cloudflare,
        Scope = SourceScope.Account,
        Cadence = Cadence.Minutes(15, 5, 60),
        Read = new CloudflareRead(CloudflareRead.Zones)
        {
            Permission = "Zone: Read",
            PageSize = 50,
            Query = "account.id={account}&order=name",
        },
        Columns =
        [
            new("zone_id", "id", "The id Cloudflare gave it.", IsKey: true),
            new("name", "name", "The domain."),
            new("status", "status", "active, pending, initializing or moved."),
            new("is_paused", "paused", "Whether Cloudflare only answers DNS and hides nothing.", ColumnType.Boolean),
            new("type", "type", "full, partial, secondary or internal."),
            new("plan", "plan.name", "What is paid for it."),
            new("name_servers", "name_servers[]", "The name servers it should have.", ColumnType.TextArray),
            new("original_name_servers", "original_name_servers[]", "Those it had before.", ColumnType.TextArray),
            new("account_id", "account.id", "The account it belongs to."),
            new("created_at", "created_on", "When it was added.", ColumnType.Timestamp),
            new("changed_at", "modified_on", "When it last changed.", ColumnType.Timestamp),
        ],
        ChangedAtColumn = "changed_at",
        Redactions = [new("owner.email", RedactionPolicies.Text)],
    };
}
