using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources;

/// <summary>
/// One page of a declared source: goes on from a cursor through the parents' lists, depth first, until it has read
/// enough for one turn of a collector, and says where it stopped.
/// </summary>
internal sealed class AwsPass(SourceDefinition source, AwsRead read, AwsCalls calls, ImmutableArray<string> only)
{
    /// <summary>Under parents the lists are many and short: so many calls make a page.</summary>
    private const int CallsPerPage = 25;

    private const int ResourcesPerPage = 1000;

    /// <summary>Resources with details: so many make a page, each with as many calls as it has details.</summary>
    private const int DetailedPerPage = 25;

    private readonly ImmutableArray<AwsListing> _levels = read.Parents.Add(read.List);
    private readonly AwsDocuments _documents = new(source, read, calls);
    private readonly List<CollectedResource> _resources = [];
    private readonly List<CoverageGap> _gaps = [];
    private bool _hasAnswered;
    private RunFailure? _refusal;

    public async Task<SourcePage> ReadAsync(AwsCursor cursor, CancellationToken cancellationToken)
    {
        (_hasAnswered, _refusal) = (cursor.HasAnswered, cursor.Refusal);
        var rest = await WalkAsync(0, parents: [], cursor.Positions, cancellationToken);
        if (rest is null && !_hasAnswered)
        {
            throw NothingSeen();
        }

        var next = rest is null ? null : new AwsCursor(cursor.At, [.. rest], _hasAnswered, _refusal).ToString();
        return calls.Page([.. _resources], next, [.. _gaps]);
    }

    private bool IsEnough =>
        read.Parents.IsEmpty || calls.Count >= CallsPerPage || _resources.Count >= ResourcesPerPage
        || (!read.Details.IsEmpty && _resources.Count >= DetailedPerPage);

    /// <returns>Where to go on, from this level inwards; null if the level is done.</returns>
    private async Task<IEnumerable<AwsPosition>?> WalkAsync(
        int level, ImmutableArray<JsonNode> parents, IEnumerable<AwsPosition> from, CancellationToken cancellationToken)
    {
        var within = level == 0 ? null : KeyOf(parents[^1], level - 1);

        // A place in another parent's list is none in this one's: the parent it was in has gone since.
        var position = from.FirstOrDefault() is { } there && there.Within == within ? there : new(Within: within);
        var inner = position == from.FirstOrDefault() ? from.Skip(1) : [];
        while (true)
        {
            var (items, next) = await ListAsync(level, parents, position, cancellationToken);
            var start = IndexAfter(items, position.After, level);
            var rest = level < read.Parents.Length
                ? await WalkItemsAsync(level, parents, items[start..], position, inner, cancellationToken)
                : await TakeAsync(parents, items[start..], position, cancellationToken);
            if (rest is not null || next is null)
            {
                return rest;
            }

            position = new(next, Within: within);
            inner = [];
            if (IsEnough)
            {
                return [position];
            }
        }
    }

    private async Task<IEnumerable<AwsPosition>?> WalkItemsAsync(
        int level, ImmutableArray<JsonNode> parents, ImmutableArray<JsonNode> items, AwsPosition position, IEnumerable<AwsPosition> inner,
        CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            var rest = await WalkAsync(level + 1, parents.Add(item), inner, cancellationToken);
            if (rest is not null)
            {
                return rest.Prepend(position);
            }

            inner = [];
            position = position with { After = KeyOf(item, level) };
            if (IsEnough && item != items[^1])
            {
                return [position];
            }
        }

        return null;
    }

    /// <summary>Makes resources of listed items, and says where to go on if they are too many for one page.</summary>
    private async Task<IEnumerable<AwsPosition>?> TakeAsync(
        ImmutableArray<JsonNode> parents, ImmutableArray<JsonNode> items, AwsPosition position, CancellationToken cancellationToken)
    {
        var now = read.Details.IsEmpty && read.Batch is null ? items : [.. items.Take(DetailedPerPage * (read.Batch?.Size ?? 1))];
        var documents = await _documents.OfAsync(parents, now, cancellationToken);
        var wanted = documents.Where(document => only.IsEmpty || only.Contains(document.Key)).ToImmutableArray();
        foreach (var (document, gaps) in await _documents.WithDetailsAsync(wanted, cancellationToken))
        {
            _resources.Add(document);
            _gaps.AddRange(gaps);
        }

        return now.Length == items.Length ? null : [position with { After = KeyOf(now[^1], read.Parents.Length) }];
    }

    private async Task<(ImmutableArray<JsonNode> Items, string? Next)> ListAsync(
        int level, ImmutableArray<JsonNode> parents, AwsPosition position, CancellationToken cancellationToken)
    {
        var listing = _levels[level];
        if (level == read.Parents.Length && read.Batch is { IsKey: true } && !only.IsEmpty)
        {
            // The ids are known: no list is needed to fetch them.
            _hasAnswered = true;
            return ([.. only.Select(id => JsonValue.Create(id))], null);
        }

        var pages = calls.PagesOf(listing.Operation);
        var parameters = AwsPages.Continue(ParametersOf(listing, level, parents, pages), position.Token);
        try
        {
            var answer = await calls.CallAsync(listing.Operation, parameters, cancellationToken);
            var items = AwsItems.Of(answer, listing.Items);
            if (pages is not null && AwsPaging.IsCut(pages, answer))
            {
                _gaps.Add(new(level == 0 ? "" : KeyOf(parents[^1], level - 1), AwsPaging.Cut(listing.Operation)));
            }

            _hasAnswered |= level == read.Parents.Length || (items.Length == 0 && listing.WhenNone is null);
            return (items, pages?.CursorAfter(answer));
        }
        catch (SourceReadException absent) when (listing.Absent.Contains(absent.Failure.Code))
        {
            _hasAnswered = true;
            return (listing.Items.Length == 0 ? [AwsDocuments.Absent(absent.Failure.Code)] : [], null);
        }
        catch (SourceReadException off) when (listing.NotEnabled.Contains(off.Failure.Code))
        {
            throw new SourceReadException(
                off.Failure with { Kind = FailureKind.NotEnabled }, off.RetryAfter, off.Calls, off.Throttled, off);
        }
        catch (SourceReadException refused) when (level > 0 && AwsDocuments.IsRefusal(refused.Failure.Kind))
        {
            // One resource may be closed to us where its neighbours are not. If all are, nothing was seen: see NothingSeen.
            _refusal = refused.Failure;
            _gaps.Add(new(KeyOf(parents[^1], level - 1), refused.Failure));
            return ([], null);
        }
    }

    private JsonObject ParametersOf(AwsListing listing, int level, ImmutableArray<JsonNode> parents, AwsPages? pages)
    {
        var parameters = listing.Parameters(calls.Moment);
        AwsItems.Fill(parameters, listing.Operation, listing.Arguments, parents);
        if (level == read.Parents.Length && read.Batch is null && read.Only is { } named && !only.IsEmpty && only.Length <= named.Size)
        {
            foreach (var (name, value) in named.Parameters(only))
            {
                // Filters that the source always sends stay in force.
                parameters[name] = parameters[name] is JsonArray always && value is JsonArray more
                    ? new JsonArray([.. always.Concat(more).Select(element => element?.DeepClone())])
                    : value?.DeepClone();
            }
        }

        if (pages?.LimitKey is { } limit && listing.PageSize is { } size)
        {
            parameters[limit] = size;
        }

        return parameters;
    }

    /// <summary>How many of a page's items were done; none if the last of them has gone since.</summary>
    private int IndexAfter(ImmutableArray<JsonNode> items, string? after, int level)
    {
        for (var index = 0; after is not null && index < items.Length; index++)
        {
            if (KeyOf(items[index], level) == after)
            {
                return index + 1;
            }
        }

        return 0;
    }

    /// <summary>What tells an item from its neighbours: what the next level's calls say of it.</summary>
    private string KeyOf(JsonNode item, int level)
    {
        var paths = level < read.Parents.Length ? _levels[level + 1].Arguments.Select(argument => argument.Path)
            : read.Batch is { } batch ? [batch.Id]
            : ResourceKey.PartsOf(source);
        var key = string.Join('|', paths.Select(path => SourcePath.Parse(path).Text1(item)));
        return key.Length > 0 ? key : item.ToJsonString();
    }

    private SourceReadException NothingSeen()
    {
        var first = _levels[0];
        var failure = _refusal
            ?? new(FailureKind.NotEnabled, first.Operation, "None", first.WhenNone ?? $"{first.Operation} lists nothing here.");
        return new(failure, retryAfter: null, calls.Count, calls.Throttled);
    }
}
