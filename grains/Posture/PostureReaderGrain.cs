using System.Collections.Immutable;
using System.Globalization;
using Orleans;
using Orleans.Concurrency;
using Raposa.Collection.Sources;
using Raposa.Inventory;
using Raposa.Inventory.Analysis;
using Raposa.Organizations;

namespace Raposa.Posture;

/// <inheritdoc cref="IPostureReaderGrain"/>
[StatelessWorker, Reentrant]
internal sealed class PostureReaderGrain(PostureReaderStore store, IEstateReader estate, CheckCatalog catalog, TimeProvider time)
    : Grain, IPostureReaderGrain
{
    private const int MaxLimit = 200;

    private OrganizationId Organization => OrganizationId.OfKey(this.GetPrimaryKeyString());

    public async Task<CheckList> GetChecks(DateTimeOffset? asOf)
    {
        var (at, counts) = await CountsAt(asOf);
        return new([.. catalog.All.Select(check => InfoOf(check, at is null ? null : counts.GetValueOrDefault(check.Id)))], at);
    }

    public async Task<CheckInfo?> GetCheck(string id, DateTimeOffset? asOf)
    {
        if (catalog.Find(id) is not { } check)
        {
            return null;
        }

        var (at, counts) = await CountsAt(asOf);
        return InfoOf(check, at is null ? null : counts.GetValueOrDefault(check.Id));
    }

    public async Task<CheckResultPage> GetResults(CheckResultQuery query)
    {
        var skip = SkipOf(query.Cursor);
        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        if (await store.GetLastRunAsync(Organization, query.AsOf ?? time.GetUtcNow(), CancellationToken.None) is not { } at)
        {
            return new([], null, null);
        }

        var found = await store.GetResultsAsync(Organization, query, at, skip, limit, CancellationToken.None);
        return new(
            [.. found.Take(limit).Select(row => row.ToResult())], at,
            found.Count > limit ? (skip + limit).ToString(CultureInfo.InvariantCulture) : null);
    }

    public async Task<CheckExplanation?> Explain(CheckResultKey key, DateTimeOffset? asOf)
    {
        if (catalog.Find(key.Check) is not { } check
            || await store.FindAsync(Organization, key, asOf ?? time.GetUtcNow(), CancellationToken.None) is not { } stored)
        {
            return null;
        }

        // The newest sealed snapshots as of the time that the verdict began are the ones it was made from.
        DateTimeOffset since = stored.Since;
        var run = new AnalysisRun
        {
            Organization = Organization,
            Id = stored.AnalysisId,
            AsOf = since,
            Chains = await GrainFactory.GetGrain<IInventoryReaderGrain>(Organization.ToString()).GetCoverage(new() { AsOf = since }),
        };
        var documents = new List<EstateDocument>();
        await foreach (var document in estate.ReadAsync(run, check.Sources, CancellationToken.None))
        {
            documents.Add(document);
        }

        var again = await Task.Run(() => CheckRun.Of(check, catalog.Scopes, EstateAssembly.Of(run, documents), key.AccountId)
            .FirstOrDefault(outcome => outcome.Resource == key.Resource && outcome.Region == key.Region));
        var row = again is null ? null : ResultRow.Of(again);
        return new(
            stored.ToResult(), InfoOf(check, null),
            row is null ? null : stored.ToResult() with { Status = row.Status, Reason = row.Reason, EvidenceJson = row.EvidenceJson },
            row?.Digest == stored.Digest);
    }

    public Task<ImmutableArray<FrameworkInfo>> GetFrameworks() => Task.FromResult(Frameworks.All
        .Select(framework => new FrameworkInfo(framework.Id, framework.Title, framework.Version, framework.Controls.Length)).ToImmutableArray());

    public async Task<ComplianceReport?> GetCompliance(string framework, DateTimeOffset? asOf)
    {
        if (Frameworks.Find(framework) is not { } found)
        {
            return null;
        }

        var at = await store.GetLastRunAsync(Organization, asOf ?? time.GetUtcNow(), CancellationToken.None);
        return Compliance.Of(found, catalog, at is { } run ? await store.GetTalliesAsync(Organization, run, CancellationToken.None) : [], at);
    }

    private async Task<(DateTimeOffset? At, IReadOnlyDictionary<string, CheckCounts> Counts)> CountsAt(DateTimeOffset? asOf)
    {
        var at = await store.GetLastRunAsync(Organization, asOf ?? time.GetUtcNow(), CancellationToken.None);
        var tallies = at is { } run ? await store.GetTalliesAsync(Organization, run, CancellationToken.None) : [];
        return (at, tallies.GroupBy(tally => tally.CheckId).ToDictionary(
            group => group.Key,
            group => group.Aggregate(CheckCounts.None, (sum, tally) => sum + new CheckCounts(tally.Passed, tally.Failed, tally.Unknown))));
    }

    private static CheckInfo InfoOf(Check check, CheckCounts? counts) => new()
    {
        Id = check.Id, Title = check.Title, Severity = check.Severity, Risk = check.Risk, Remediation = check.Remediation, Owner = check.Owner,
        Source = check.Source, Reads = check.Reads, Permissions = check.PermissionsFrom(SourceCatalog.Platform),
        Controls = [.. check.Controls.Select(control => new ControlName(control.Framework, control.Control))], Counts = counts,
    };

    private static int SkipOf(string? cursor) => cursor is null ? 0
        : int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var skip) ? skip
        : throw new ArgumentException("The cursor is none that a page gave.", nameof(cursor));
}
