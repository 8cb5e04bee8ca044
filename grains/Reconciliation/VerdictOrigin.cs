using Raposa.Findings;

namespace Raposa.Reconciliation;

/// <inheritdoc cref="IFindingOrigin"/>
internal sealed class VerdictOrigin : IFindingOrigin
{
    public string? SourceOf(string kind, string subject) => kind is VerdictFindings.Kind or OverdueWatch.Kind ? ChainBook.Instances : null;
}
