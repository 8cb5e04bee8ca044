using System.Collections.Immutable;
using Raposa.Inventory.Analysis;

namespace Raposa.Findings;

/// <summary>
/// Closes findings that nobody looks for any more: of an account that was disconnected, of a source or a region that is read no more. It
/// is never said of them that they are right. One that is seen again opens again.
/// </summary>
internal sealed class ClosingAnalysis(PriorityStore store, IFindingSink sink, IEnumerable<IFindingOrigin> origins) : IAnalysis
{
    private const int AtOnce = 1000;

    public string Name => "closing";

    public int Order => 80;

    public async Task<ImmutableDictionary<string, long>> RunAsync(AnalysisRun run, CancellationToken cancellationToken)
    {
        var closed = run.Left.IsEmpty ? [] : (await store.GetOpenAsync(run.Organization, cancellationToken)).Where(one => IsLeft(run, one)).ToList();
        foreach (var some in closed.Chunk(AtOnce))
        {
            await sink.CloseAsync(run.Organization, [.. some.Select(one => one.Fingerprint)], new(run.AsOf, run.Id), cancellationToken);
        }

        return ImmutableDictionary<string, long>.Empty.Add("closed", closed.Count);
    }

    private bool IsLeft(AnalysisRun run, OpenFinding finding) => finding.AccountId is { } account
        && origins.Select(origin => origin.SourceOf(finding.Kind, finding.Subject)).FirstOrDefault(source => source is not null) is { } source
        && run.HasLeft(account, source, finding.Region);
}
