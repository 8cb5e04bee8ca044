namespace Raposa.Inventory;

/// <summary>The sources' own columns, and with each the source's view, which shows it.</summary>
internal sealed class ColumnPathReader(DeclaredSources sources) : IPathReader
{
    public IEnumerable<PathUse> UsesOf(string source) => sources.Find(source) is { } declared
        ? declared.Columns.SelectMany(column => (PathUse[])
        [
            new("column", $"{declared.Name}.{column.Name}", column.Path),
            new("view", $"source.{declared.Name}", column.Path),
        ])
        : [];
}
