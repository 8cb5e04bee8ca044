using System.Text.Json;
using System.Text.Json.Serialization;
using Raposa.Collection;

namespace Raposa.Inventory;

/// <inheritdoc cref="ISnapshotWriter"/>
internal sealed class SnapshotWriter(
    DeclaredSources sources, SnapshotStore snapshots, RedactionKeys keys, SchemaWatch schemas, TimeProvider time) : ISnapshotWriter
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public Task OpenAsync(CollectorKey key, CollectionRun run, CancellationToken cancellationToken) => snapshots.OpenAsync(
        key.Organization,
        new(run.Id, key.AccountId, key.Source, key.Region, run.StartedAt, run.Only, RedactionPolicies.Versions),
        cancellationToken);

    public async Task AddAsync(CollectorKey key, Guid runId, SourcePage page, CancellationToken cancellationToken)
    {
        var reader = sources.ReaderOf(key.Source);
        var redactionKey = reader.Redactor.IsNeeded ? await keys.GetAsync(key.Organization, cancellationToken) : [];

        // A page of a thousand documents is a tenth of a second of work: not on the scheduler of whoever calls.
        var seen = await Task.Run(() => reader.See(page.Resources, redactionKey), cancellationToken);
        await snapshots.AddAsync(
            key.Organization,
            key.Source,
            runId,
            seen,
            new(page.AnsweredAt, page.Expected),
            reader.ColumnsVersion,
            unknown => Task.Run(() => Array.ConvertAll(unknown, reader.Read), cancellationToken),
            cancellationToken);
    }

    public async Task<SnapshotChange?> CloseAsync(CollectorKey key, CollectionRun run, CancellationToken cancellationToken)
    {
        if (run.IsInProgress)
        {
            throw new ArgumentException($"Run {run.Id} is still in progress.", nameof(run));
        }

        await OpenAsync(key, run, cancellationToken);
        var closed = await snapshots.CloseAsync(
            key.Organization,
            new(run.Id, (short)run.Status, run.FinishedAt ?? time.GetUtcNow(), run.Expected, GapsOf(run), FailureOf(run)),
            cancellationToken);
        if (closed is not { Status: (short)RunStatus.Sealed, Added: { } added, Changed: { } changed, Removed: { } removed })
        {
            return null;
        }

        await schemas.LookAsync(key, cancellationToken);
        return new(added, changed, removed);
    }

    private static string GapsOf(CollectionRun run) => JsonSerializer.Serialize(run.Gaps.IsDefault ? [] : run.Gaps, Web);

    private static string? FailureOf(CollectionRun run) => run.Failure is null ? null : JsonSerializer.Serialize(run.Failure, Web);
}
