using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources;

/// <summary>Makes documents of listed items: by batches of their ids, with what their parents say, and with their details.</summary>
internal sealed class AwsDocuments(SourceDefinition source, AwsRead read, AwsCalls calls)
{
    /// <summary>How many resources' details are asked for at once. AWS's buckets are the client's business; this bounds memory and sockets.</summary>
    private const int AtOnce = 8;

    /// <summary>What stands where AWS says that there is nothing.</summary>
    public static JsonObject Absent(string code) => new() { ["$absent"] = code };

    /// <summary>Whether asking again would be refused again: it is then a gap in what is seen, and no reason to fail the page.</summary>
    public static bool IsRefusal(FailureKind kind) => kind is FailureKind.Denied or FailureKind.NotEnabled or FailureKind.Malformed;

    /// <summary>The documents of listed items, without their details.</summary>
    public async Task<ImmutableArray<KeyedDocument>> OfAsync(
        ImmutableArray<JsonNode> parents, ImmutableArray<JsonNode> items, CancellationToken cancellationToken)
    {
        var found = read.Batch is { } batch ? await FetchAsync(batch, parents, items, cancellationToken) : items;
        return [.. found.Select(item => Keyed(item as JsonObject ?? new() { ["Value"] = item }, parents))];
    }

    /// <summary>Each document with its details, in the same order, and what could not be seen of it; without those that have gone.</summary>
    public async Task<IReadOnlyList<(CollectedResource Resource, ImmutableArray<CoverageGap> Gaps)>> WithDetailsAsync(
        ImmutableArray<KeyedDocument> documents, CancellationToken cancellationToken)
    {
        var done = new (CollectedResource, ImmutableArray<CoverageGap>)?[documents.Length];
        var next = -1;
        if (read.Details.IsEmpty)
        {
            return [.. documents.Select(document => (Resource(document), ImmutableArray<CoverageGap>.Empty))];
        }

        await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, documents.Length)).Select(_ => WorkAsync()));
        return [.. done.OfType<(CollectedResource, ImmutableArray<CoverageGap>)>()];

        async Task WorkAsync()
        {
            for (var index = Interlocked.Increment(ref next); index < documents.Length; index = Interlocked.Increment(ref next))
            {
                done[index] = await AddDetailsAsync(documents[index], cancellationToken);
            }
        }
    }

    private async Task<(CollectedResource, ImmutableArray<CoverageGap>)?> AddDetailsAsync(
        KeyedDocument keyed, CancellationToken cancellationToken)
    {
        var gaps = ImmutableArray.CreateBuilder<CoverageGap>();
        foreach (var detail in read.Details.Where(detail => detail.When?.Invoke(keyed.Document) != false))
        {
            var parameters = detail.Parameters(calls.Moment);
            AwsItems.Fill(parameters, detail.Operation, detail.Arguments, [keyed.Document]);
            try
            {
                keyed.Document[detail.Member] = await calls.CallAllAsync(
                    detail.Operation, parameters, cancellationToken);
            }
            catch (SourceReadException gone) when (read.Gone.Contains(gone.Failure.Code))
            {
                return null;
            }
            catch (SourceReadException absent) when (detail.Absent.Contains(absent.Failure.Code))
            {
                keyed.Document[detail.Member] = Absent(absent.Failure.Code);
            }
            catch (SourceReadException refused) when (IsRefusal(refused.Failure.Kind))
            {
                keyed.Document[detail.Member] = new JsonObject { ["$refused"] = refused.Failure.Code };
                gaps.Add(new(keyed.Key, refused.Failure));
            }
        }

        return (Resource(keyed), gaps.ToImmutable());
    }

    private async Task<ImmutableArray<JsonNode>> FetchAsync(
        AwsBatch batch, ImmutableArray<JsonNode> parents, ImmutableArray<JsonNode> items, CancellationToken cancellationToken)
    {
        var path = SourcePath.Parse(batch.Id);
        var found = ImmutableArray.CreateBuilder<JsonNode>();
        foreach (var ids in items.Select(path.Text1).OfType<string>().Distinct().Chunk(batch.Size))
        {
            var parameters = batch.Parameters([.. ids]);
            AwsItems.Fill(parameters, batch.Operation, batch.Arguments, parents);
            try
            {
                found.AddRange(AwsItems.Of(await calls.CallAsync(batch.Operation, parameters, cancellationToken), batch.Items));
            }
            catch (SourceReadException gone) when (batch.Absent.Contains(gone.Failure.Code))
            {
                // It was there when it was listed, and is not now.
            }
        }

        return found.ToImmutable();
    }

    private KeyedDocument Keyed(JsonObject document, ImmutableArray<JsonNode> parents)
    {
        if (!read.ParentMembers.IsEmpty)
        {
            var said = document[AwsItems.Parent] as JsonObject ?? [];
            AwsItems.Fill(said, read.List.Operation, read.ParentMembers, parents);
            document[AwsItems.Parent] = said.Parent is null ? said : said.DeepClone();
        }

        var key = ResourceKey.Of(source, document, calls.Moment.AccountId)
            ?? throw calls.Failed(new(
                new(FailureKind.Malformed, read.List.Operation, "MissingKey", $"An item has nothing at {source.Key.Path}: {document.ToJsonString()}"),
                retryAfter: null));
        if (!read.KeyParts.IsEmpty)
        {
            document[ResourceKey.Member] = key;
        }

        return new(key, document);
    }

    private static CollectedResource Resource(KeyedDocument keyed) => new(keyed.Key, JsonSerializer.SerializeToUtf8Bytes(keyed.Document));
}

/// <summary>A document that is still being made.</summary>
internal sealed record KeyedDocument(string Key, JsonObject Document);
