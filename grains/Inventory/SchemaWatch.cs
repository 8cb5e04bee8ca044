using System.Collections.Immutable;
using System.Text.Json;
using Raposa.Collection;
using Raposa.Findings;

namespace Raposa.Inventory;

/// <summary>
/// Looks at every sealed snapshot once for changes of the vendor's schema, and raises each as a finding once. What was
/// looked at is written with what was found, so a crash in between looks again and a crash after it only raises again.
/// </summary>
internal sealed class SchemaWatch(SchemaStore store, IEnumerable<IPathReader> readers, IFindingSink findings)
{
    public async Task LookAsync(CollectorKey key, CancellationToken cancellationToken)
    {
        var chain = new ChainName(key.AccountId, key.Source, key.Region);
        foreach (var profile in await store.GetUncheckedAsync(key.Organization, chain, cancellationToken))
        {
            var look = await CompareAsync(key, profile, cancellationToken);
            var drifts = look.Changes.Select(change => DriftOf(change, chain, profile)).ToImmutableArray();
            var restored = await store.GetRestoredAsync(key.Organization, chain, look.IsSeen, cancellationToken);
            if (!restored.IsEmpty)
            {
                await findings.ResolveAsync(
                    key.Organization, [.. restored.Select(SchemaFinding.FingerprintOf)], profile.SealedAt, cancellationToken);
            }

            await store.SaveAsync(key.Organization, chain, profile, drifts, [.. restored.Select(drift => drift.Id)], cancellationToken);
        }

        var unraised = await store.GetUnraisedAsync(key.Organization, key.Source, cancellationToken);
        if (!unraised.IsEmpty)
        {
            await findings.RaiseAsync(key.Organization, [.. unraised.Select(SchemaFinding.Of)], cancellationToken);
            await store.MarkRaisedAsync(key.Organization, [.. unraised.Select(drift => drift.Id)], cancellationToken);
        }
    }

    private async Task<Look> CompareAsync(CollectorKey key, SnapshotProfile profile, CancellationToken cancellationToken)
    {
        // One resource that changed its shape is a resource that changed.
        if (profile.Transitions.Sum(transition => transition.Resources) < 2)
        {
            return new([], _ => false);
        }

        var shapes = await store.GetShapesAsync(key.Organization, key.Source, cancellationToken);
        var known = shapes.Values.Where(shape => shape.IsKnown).Select(shape => shape.Shape).ToList();
        var now = profile.Shapes.Select(shape => new ShapeCount(shapes[shape.Key].Shape, shape.Value)).ToList();
        var transitions = profile.Transitions
            .Select(one => new ShapeTransition(shapes[one.Before].Shape, shapes[one.After].Shape, one.Resources)).ToList();
        bool IsSeen(SchemaDrift drift) => now.Exists(one => one.Shape.IsFilled(drift.Path));
        var candidates = await Task.Run(() => SchemaComparison.Candidates(known, now, transitions), cancellationToken);
        if (candidates.IsEmpty)
        {
            return new([], IsSeen);
        }

        var showing = transitions.Where(one => candidates.Any(change => change.IsShownBy(one.Before, one.After))).ToList();
        var pairs = await store.GetPairsAsync(
            key.Organization, key.Source, profile, [.. showing.Select(one => (one.Before.Id, one.After.Id))], cancellationToken);
        return new(await Task.Run(() => Decide(candidates, pairs, shapes), cancellationToken), IsSeen);
    }

    private static ImmutableArray<SchemaChange> Decide(
        ImmutableArray<SchemaChange> candidates, IReadOnlyCollection<StoredPair> stored, IReadOnlyDictionary<long, StoredShape> shapes)
    {
        var open = stored.Select(pair => (pair, Before: JsonDocument.Parse(pair.Before), After: JsonDocument.Parse(pair.After))).ToList();
        try
        {
            return SchemaVerdict.Of(candidates, [.. open.Select(one => new DocumentPair(
                shapes[one.pair.BeforeShape].Shape, shapes[one.pair.AfterShape].Shape, one.Before.RootElement, one.After.RootElement))]);
        }
        finally
        {
            open.ForEach(one =>
            {
                one.Before.Dispose();
                one.After.Dispose();
            });
        }
    }

    private SchemaDrift DriftOf(SchemaChange change, ChainName chain, SnapshotProfile profile) => new()
    {
        // The same for the same change in the same snapshot, so that a repeated look adds nothing.
        Id = DriftId.Of(profile.SnapshotId, change.Path, change.Kind),
        Source = chain.Source,
        Path = change.Path,
        Change = change.Kind,
        RenamedTo = change.RenamedTo,
        TypesBefore = ShapeTypeNames.Of(change.Before),
        TypesAfter = ShapeTypeNames.Of(change.After),
        Resources = change.Bearers,
        Chain = chain,
        SnapshotId = profile.SnapshotId,
        SeenAt = profile.SealedAt,
        ReadBy =
        [
            .. readers.SelectMany(reader => reader.UsesOf(chain.Source))
                .Where(use => ShapePath.Touch(use.Path, change.Path))
                .DistinctBy(use => (use.Kind, use.Name)),
        ],
    };

    private sealed record Look(ImmutableArray<SchemaChange> Changes, Func<SchemaDrift, bool> IsSeen);
}
