using System.Text.Json;
using Raposa.Collection;
using Raposa.Inventory;
using Raposa.Inventory.Analysis;
using Raposa.Posture.Reading;

namespace Raposa.Posture;

/// <summary>Makes an estate of what an analysis reads: which sources are wholly known, which are not and why, and their documents.</summary>
internal static class EstateAssembly
{
    public static CollectedEstate Of(AnalysisRun run, IReadOnlyCollection<EstateDocument> documents)
    {
        var keys = documents.GroupBy(document => document.Chain).ToDictionary(group => group.Key, group => group.Select(document => document.Key).ToHashSet());
        return new(
            run.AsOf,
            run.Chains.Select(chain => ChainOf(chain, keys.GetValueOrDefault(chain.Chain))),
            documents.Select(document => new CollectedDocument(
                document.Chain.Source, document.Chain.AccountId, document.Chain.Region, document.Key, document.SnapshotId, document.Sha256,
                JsonSerializer.Deserialize<JsonElement>(document.Json))));
    }

    public static EstateChain ChainOf(ChainCoverage coverage, IReadOnlySet<string>? keys)
    {
        var (account, source, region) = coverage.Chain;
        var name = $"{source} in {account}{(region is null ? "" : $" {region}")}";
        return coverage switch
        {
            { Failure.Kind: FailureKind.NotEnabled } => new(source, account, region, $"{name} is not switched on: {coverage.Failure.Message}", IsOff: true),
            { SnapshotId: null } => new(source, account, region, $"{name} was never read to its end{Because(coverage)}."),
            { State: CoverageState.Known } => new(source, account, region, null),

            // What could not be seen of a resource that is listed is marked in its document; the list itself is whole.
            { State: CoverageState.Gaps } when coverage.Gaps.All(gap => keys?.Contains(gap.Scope) == true) => new(source, account, region, null),
            { State: CoverageState.Gaps } => new(source, account, region, $"{name} could not be seen in parts: {coverage.Gaps[0].Failure.Message}"),
            _ => new(source, account, region, $"{name} was last read to its end at {coverage.SealedAt:u}{Because(coverage)}."),
        };
    }

    private static string Because(ChainCoverage coverage) => coverage.Failure is { } failure ? $", and since then not: {failure.Message.TrimEnd('.')}" : "";
}
