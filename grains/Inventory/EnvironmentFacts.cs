using System.Collections.Immutable;
using Raposa.Findings;
using Raposa.Inventory.Analysis;

namespace Raposa.Inventory;

/// <summary>Which resources are of production, by the tag that names their environment.</summary>
internal sealed class EnvironmentFacts(TagReaderStore tags) : IPriorityFacts
{
    private static readonly string[] Production = ["prod", "production", "prd", "live"];

    public string Part => "inventory";

    public async Task<ImmutableArray<ResourceFact>> ReadAsync(AnalysisRun run, CancellationToken cancellationToken) =>
    [
        .. (await tags.GetEnvironmentsAsync(run.Organization, [.. run.SnapshotsOf()], cancellationToken)).Select(one =>
        {
            var (level, why) = one.Environment switch
            {
                null => (PriorityFormula.Unknown, "No tag names its environment."),
                { } name when Production.Contains(name, StringComparer.OrdinalIgnoreCase) => (PriorityFormula.Production, $"Its tag says that its environment is {name}."),
                { } name => (PriorityFormula.Other, $"Its tag says that its environment is {name}."),
            };
            return new ResourceFact(one.AccountId, one.Key, PriorityFormula.Role, level, why);
        }),
    ];
}
