namespace Raposa.Inventory;

/// <summary>
/// Something of this platform that reads paths of documents: columns do, and checks and rules may. All that are registered are
/// asked when a vendor's schema moves, so that the finding names what may be wrong now.
/// </summary>
internal interface IPathReader
{
    /// <summary>What reads documents of that source, each with the path that it reads.</summary>
    IEnumerable<PathUse> UsesOf(string source);
}
