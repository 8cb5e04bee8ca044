using Raposa.Findings;

namespace Raposa.Cost;

/// <inheritdoc cref="IFindingOrigin"/>
internal sealed class CostOrigin : IFindingOrigin
{
    public string? SourceOf(string kind, string subject) => kind == "cost.anomaly" ? "aws_cost_by_service" : null;
}
