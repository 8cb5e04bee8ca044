namespace Raposa.Collection.Sources.CrowdStrike;

internal static class FalconCase
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "crowdstrike_case",
        Description = "A case: alerts that are worked on together; the successor of incidents.",
        Provider = Provider.CrowdStrike,
        Scope = SourceScope.Account,
        Cadence = Cadence.Minutes(5, 2, 30),
        Read = new FalconRead
        {
            Scope = "Cases: Read",
            List = new("GET", "/cases/queries/cases/v1", Token: "offset", Parameter: "offset") { PageSize = 1000, GivesIds = true, IsNumbered = true },
            Entities = new("/cases/entities/cases/v2", "ids", Size: 500),
        },
        Columns =
        [
            new("case_id", "id", "The id Falcon gave it.", IsKey: true),
            new("name", "name", "What it is called."),
            new("status", "status", "new, in_progress, reopened or closed."),
            new("severity", "severity", "From 1 to 100.", ColumnType.Integer),
            new("created_at", "created_timestamp", "When it was opened.", ColumnType.Timestamp),
            new("updated_at", "updated_timestamp", "When it last changed.", ColumnType.Timestamp),
        ],
        ChangedAtColumn = "updated_at",
        Redactions =
        [
            new("description", RedactionPolicies.Text),
            new("assigned_to.name", RedactionPolicies.Text),
            new("assigned_to.uid", RedactionPolicies.Text),
        ],
    };
}
