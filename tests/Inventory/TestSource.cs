using Raposa.Collection;

namespace Raposa.Inventory;

/// <summary>A source of the tests' own: machines with a state, an address, tags and a note.</summary>
internal static class TestSource
{
    public const string Name = "aws_test_machine";

    public static readonly SourceDefinition Machine = new()
    {
        Name = Name,
        Description = "A machine of the tests.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = new(TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(5), TimeSpan.FromHours(1)),
        Read = new NothingToRead(),
        Columns =
        [
            new("machine_id", "Id", "Its id.", IsKey: true),
            new("state", "State.Name", "Its state."),
            new("cores", "Cpu.Cores", "How many cores it has.", ColumnType.Integer),
            new("load", "Cpu.Load", "How busy it is.", ColumnType.Number),
            new("is_optimized", "Optimized", "Whether it is optimized.", ColumnType.Boolean),
            new("changed_at", "ChangedAt", "When it was changed last.", ColumnType.Timestamp),
            new("address", "Address", "Its address.", ColumnType.Address),
            new("group_ids", "Groups[].GroupId", "Its groups.", ColumnType.TextArray),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
            new("cpu", "Cpu", "All about its processor.", ColumnType.Json),
        ],
        ChangedAtColumn = "changed_at",
        Redactions = [new("Tags", "pii-tags"), new("Note", "pii-text"), new("Admin", "master-username"), new("Secrets", "pii-value")],
    };

    private sealed record NothingToRead : SourceRead
    {
        public override System.Collections.Immutable.ImmutableArray<string> Operations => [];

        public override System.Collections.Immutable.ImmutableArray<string> Permissions => [];
    }
}
