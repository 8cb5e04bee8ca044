using System.Collections.Immutable;
using Raposa.Findings;
using Raposa.Inventory.Analysis;
using Raposa.Posture.Reading;

namespace Raposa.Posture;

/// <summary>
/// Runs every check over the newest sealed snapshots, and tells on what fails. Findings go first, then the verdicts they came
/// from: whoever dies between tells the same findings again. A finding is resolved by a pass, or where a complete snapshot
/// no longer has what it is about; never by what is not known.
/// </summary>
internal sealed class PostureAnalysis(IEstateReader reader, IFindingSink sink, PostureStore store, CheckCatalog catalog) : IAnalysis
{
    private const int FindingsAtOnce = 1000;

    public string Name => "posture";

    public int Order => 30;

    public async Task<ImmutableDictionary<string, long>> RunAsync(AnalysisRun run, CancellationToken cancellationToken)
    {
        var documents = new List<EstateDocument>();
        await foreach (var document in reader.ReadAsync(run, [.. catalog.Sources.Union(VendorFindings.Sources)], cancellationToken))
        {
            documents.Add(document);
        }

        // Much work, and none of it for the scheduler that all grains share.
        var (estate, outcomes) = await Task.Run(
            () =>
            {
                var made = EstateAssembly.Of(run, documents);
                return (made, CheckRun.Evaluate(catalog, made).ToImmutableArray());
            },
            cancellationToken);
        await TellAsync(run, estate, outcomes, cancellationToken);
        var rows = await Task.Run(() => outcomes.Select(ResultRow.Of).ToImmutableArray(), cancellationToken);
        await store.SaveAsync(run.Organization, run.Id, run.AsOf, rows, TalliesOf(estate, outcomes), cancellationToken);
        var vendors = await TellVendorsAsync(run, estate, cancellationToken);
        return ImmutableDictionary<string, long>.Empty
            .Add("documents", documents.Count)
            .Add("passed", outcomes.Count(outcome => outcome.Status == CheckStatus.Pass))
            .Add("failed", outcomes.Count(outcome => outcome.Status == CheckStatus.Fail))
            .Add("unknown", outcomes.Count(outcome => outcome.Status == CheckStatus.Unknown))
            .Add("vendor_findings", vendors);
    }

    private async Task TellAsync(
        AnalysisRun run, CollectedEstate estate, ImmutableArray<CheckOutcome> outcomes, CancellationToken cancellationToken)
    {
        foreach (var failed in outcomes.Where(outcome => outcome.Status == CheckStatus.Fail).Chunk(FindingsAtOnce))
        {
            await sink.RaiseAsync(run.Organization, [.. failed.Select(outcome => PostureFindings.Of(outcome, run.AsOf, run.Id))], cancellationToken);
        }

        var now = outcomes.ToDictionary(outcome => (outcome.Check.Id, outcome.AccountId, outcome.Region ?? "", outcome.Resource), outcome => outcome.Status);
        var standing = await store.GetOpenAsync(run.Organization, cancellationToken);
        var settled = standing.Where(open => now.TryGetValue((open.CheckId, open.AccountId, open.Region, open.Resource), out var status)
                ? status == CheckStatus.Pass
                : IsGone(estate, open))
            .Select(open => PostureFindings.FingerprintOf(open.CheckId, open.AccountId, open.Region, open.Resource));
        foreach (var some in settled.Chunk(FindingsAtOnce))
        {
            await sink.ResolveAsync(run.Organization, [.. some], new(run.AsOf, run.Id), cancellationToken);
        }

        // A check that is no more says nothing of its resources; what is read no more is closed for all nouns at once.
        var dropped = standing.Where(open => catalog.Find(open.CheckId) is null)
            .Select(open => PostureFindings.FingerprintOf(open.CheckId, open.AccountId, open.Region, open.Resource));
        foreach (var some in dropped.Chunk(FindingsAtOnce))
        {
            await sink.CloseAsync(run.Organization, [.. some], new(run.AsOf, run.Id), cancellationToken);
        }
    }

    /// <summary>Whether it is proven that there is nothing any more that the check is about.</summary>
    private bool IsGone(CollectedEstate estate, OpenResult open) => catalog.Find(open.CheckId) is { } check
        && estate.IsComplete(check.Source, open.AccountId, open.Region.Length == 0 ? null : open.Region, catalog.Scopes.IsRegional(check.Source)).IsYes;

    private ImmutableArray<TallyRow> TalliesOf(CollectedEstate estate, ImmutableArray<CheckOutcome> outcomes)
    {
        var counted = outcomes.ToLookup(outcome => (outcome.Check.Id, outcome.AccountId), outcome => outcome.Status);
        return
        [
            .. from check in catalog.All
               from account in estate.Accounts
               let statuses = counted[(check.Id, account)]
               select new TallyRow(
                   check.Id, account, statuses.Count(status => status == CheckStatus.Pass), statuses.Count(status => status == CheckStatus.Fail),
                   statuses.Count(status => status == CheckStatus.Unknown)),
        ];
    }

    private async Task<int> TellVendorsAsync(AnalysisRun run, CollectedEstate estate, CancellationToken cancellationToken)
    {
        var told = (await store.GetVendorFindingsAsync(run.Organization, cancellationToken)).ToDictionary(row => row.Fingerprint);
        var open = new Dictionary<string, (FindingDraft Draft, VendorFindingRow Row)>();
        foreach (var document in run.Chains.Select(chain => chain.Chain).Where(chain => VendorFindings.Sources.Contains(chain.Source))
            .Select(chain => (chain.Source, chain.AccountId)).Distinct().SelectMany(chain => estate.Documents(chain.Source, chain.AccountId)))
        {
            if (VendorFindings.Of(document, run.AsOf, run.Id) is { } draft)
            {
                open[draft.Fingerprint] = (draft, new(document.Source, document.AccountId, document.Region ?? "", document.Key, document.Sha256, draft.Fingerprint));
            }
        }

        // What the vendor's document says of it changes nothing until the document changes.
        var changed = open.Values.Where(one => told.GetValueOrDefault(one.Row.Fingerprint)?.Sha256 != one.Row.Sha256).ToList();
        foreach (var some in changed.Chunk(FindingsAtOnce))
        {
            await sink.RaiseAsync(run.Organization, [.. some.Select(one => one.Draft)], cancellationToken);
        }

        foreach (var some in open.Keys.Except(changed.Select(one => one.Row.Fingerprint)).Chunk(FindingsAtOnce))
        {
            await sink.ConfirmAsync(run.Organization, [.. some], run.AsOf, cancellationToken);
        }

        var seen = run.Chains.Where(chain => VendorFindings.Sources.Contains(chain.Chain.Source))
            .SelectMany(chain => estate.Documents(chain.Chain.Source, chain.Chain.AccountId)).Select(VendorFindings.FingerprintOf).ToHashSet();
        var gone = told.Values.Where(row => !open.ContainsKey(row.Fingerprint)
            && (seen.Contains(row.Fingerprint) || IsWhole(estate, row))).ToList();
        foreach (var some in gone.Chunk(FindingsAtOnce))
        {
            await sink.ResolveAsync(run.Organization, [.. some.Select(row => row.Fingerprint)], new(run.AsOf, run.Id), cancellationToken);
        }

        // What is read no more is forgotten, so that it is told anew when it is read again.
        gone.AddRange(told.Values.Where(row => run.HasLeft(row.AccountId, row.Source, row.Region.Length == 0 ? null : row.Region)));
        await store.SaveVendorFindingsAsync(run.Organization, [.. changed.Select(one => one.Row)], gone, cancellationToken);
        return open.Count;
    }

    private static bool IsWhole(CollectedEstate estate, VendorFindingRow row) => estate.Chains(row.Source, row.AccountId)
        .Any(chain => (chain.Region ?? "") == row.Region && chain.Gap is null);
}
