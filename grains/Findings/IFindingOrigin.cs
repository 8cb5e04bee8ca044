namespace Raposa.Findings;

/// <summary>
/// Through which source findings of some kinds are seen: once that is read no more, nobody sees them. Each noun that raises findings from
/// snapshots registers one.
/// </summary>
internal interface IFindingOrigin
{
    /// <returns>The source, or null where the kind is none of this noun's.</returns>
    string? SourceOf(string kind, string subject);
}
