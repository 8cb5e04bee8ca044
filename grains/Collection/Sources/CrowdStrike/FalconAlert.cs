namespace Raposa.Collection.Sources.CrowdStrike;

internal static class FalconAlert
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "crowdstrike_alert",
        Description = "Something that Falcon thinks is an attack, of whatever product; the successor of detections.",
        Provider = Provider.CrowdStrike,
        Scope = SourceScope.Account,
        Cadence = Cadence.Minutes(1, 1, 10),
        Read = new FalconRead
        {
            Scope = "Alerts: Read",

            // By its token: an offset ends at ten thousand.
            List = new("POST", "/alerts/combined/alerts/v1", Token: "after", Parameter: "after") { PageSize = 1000 },
            Entities = new("/alerts/entities/alerts/v2", "composite_ids", Size: 1000),
        },
        Columns =
        [
            new("composite_id", "composite_id", "What it is called in every call.", IsKey: true),
            new("type", "type", "What kind of alert it is, such as ldt or cloud-ioa."),
            new("product", "product", "The product that raised it."),
            new("name", "display_name", "What was seen, in a few words."),
            new("severity", "severity", "From 1 to 100.", ColumnType.Integer),
            new("severity_name", "severity_name", "Informational, Low, Medium, High or Critical."),
            new("status", "status", "new, in_progress, reopened or closed."),
            new("tactic", "tactic", "The ATT&CK tactic."),
            new("technique_id", "technique_id", "The ATT&CK technique."),
            new("device_id", "device.device_id", "The host it is about."),
            new("instance_id", "device.instance_id", "The instance it is about."),
            new("cloud_account_id", "cloud_account_id", "The cloud account it is about."),
            new("source_ip", "source_ip_address", "Where the call came from.", ColumnType.Address),
            new("seen_at", "timestamp", "When it was seen.", ColumnType.Timestamp),
            new("created_at", "created_timestamp", "When the alert was made.", ColumnType.Timestamp),
            new("updated_at", "updated_timestamp", "When it last changed.", ColumnType.Timestamp),
        ],
        ChangedAtColumn = "updated_at",
        Redactions = [new("assigned_to_name", RedactionPolicies.Text), new("assigned_to_uid", RedactionPolicies.Text)],
    };
}
