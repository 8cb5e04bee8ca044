using Raposa.Findings;

namespace Raposa.Collection.Scheduling;

/// <inheritdoc cref="IFindingOrigin"/>
internal sealed class SilenceOrigin : IFindingOrigin
{
    // Their subject is the source, and its region after a slash.
    public string? SourceOf(string kind, string subject) => kind is "collection.silent" or "collection.empty" ? subject.Split('/')[0] : null;
}
