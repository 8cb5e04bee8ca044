using Raposa.Findings;

namespace Raposa.Posture;

/// <inheritdoc cref="IFindingOrigin"/>
internal sealed class PostureOrigin(CheckCatalog catalog) : IFindingOrigin
{
    public string? SourceOf(string kind, string subject) => kind.StartsWith(PostureFindings.Kind, StringComparison.Ordinal)
        ? catalog.Find(kind[PostureFindings.Kind.Length..])?.Source
        : VendorFindings.SourceOf(kind);
}
