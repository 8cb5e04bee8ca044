using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources;

/// <summary>Reads every source of Falcon from its declaration. Each page says how many there are in all.</summary>
internal sealed class FalconSourceReader(FalconClient client) : ISourceReader
{
    public async Task<SourcePage> ReadAsync(
        SourceDefinition source, CollectorKey key, string? cursor, ImmutableArray<string> only, CancellationToken cancellationToken)
    {
        var read = source.Read as FalconRead ?? throw new ArgumentException($"{source.Name} is not read from Falcon.", nameof(source));
        var pass = new Pass(source, read, key, client, new());
        return !only.IsEmpty && read.Entities is not null
            ? await pass.ReadNamedAsync(only, cancellationToken)
            : await pass.ReadAsync(Position.Parse(source, cursor), only, cancellationToken);
    }

    /// <param name="Page">The page's token; null for the first.</param>
    /// <param name="Falls">Whether the list is read by the way that every cloud has.</param>
    private sealed record Position(string? Page, bool Falls)
    {
        public static Position Parse(SourceDefinition source, string? cursor)
        {
            try
            {
                return cursor is null ? new(null, false) : JsonSerializer.Deserialize<Position>(cursor)!;
            }
            catch (JsonException broken)
            {
                throw new SourceReadException(
                    new(FailureKind.Malformed, source.Read.Operations[0], "Cursor", $"'{cursor}' is not a cursor of {source.Name}."),
                    retryAfter: null, calls: 0, cause: broken);
            }
        }

        public override string ToString() => JsonSerializer.Serialize(this);
    }

    private sealed class Pass(SourceDefinition source, FalconRead read, CollectorKey key, FalconClient client, VendorCalls calls)
    {
        public async Task<SourcePage> ReadAsync(Position position, ImmutableArray<string> only, CancellationToken cancellationToken)
        {
            var listing = position.Falls ? read.Fallback! : read.List;
            JsonObject body;
            try
            {
                body = await client.CallAsync(key.Account, listing.At(position.Page), calls, cancellationToken);
            }
            catch (SourceReadException missing) when (IsMissing(missing.Failure) && !position.Falls && position.Page is null && read.Fallback is not null)
            {
                return await ReadAsync(position with { Falls = true }, only, cancellationToken);
            }

            var listed = body["resources"] as JsonArray ?? [];
            var resources = listing.GivesIds ? await FetchAsync(listed.Select(id => id!.ToString()), cancellationToken) : ResourcesOf(listed);
            var next = NextOf(listing, body, position.Page, listed.Count);
            return new([.. resources.Where(resource => only.IsEmpty || only.Contains(resource.Key))], next is null ? null : (position with { Page = next }).ToString())
            {
                Expected = FalconEnvelope.TotalOf(body), Calls = calls.Count, Throttled = calls.Throttled, AnsweredAt = calls.AnsweredAt,
            };
        }

        public async Task<SourcePage> ReadNamedAsync(ImmutableArray<string> only, CancellationToken cancellationToken) =>
            new(await FetchAsync(only, cancellationToken), NextCursor: null)
            {
                Calls = calls.Count, Throttled = calls.Throttled, AnsweredAt = calls.AnsweredAt,
            };

        private async Task<ImmutableArray<CollectedResource>> FetchAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
        {
            var fetched = ImmutableArray.CreateBuilder<CollectedResource>();
            foreach (var some in ids.Chunk(read.Entities!.Size))
            {
                var body = await client.CallAsync(key.Account, read.Entities.Of(some), calls, cancellationToken);
                fetched.AddRange(ResourcesOf(body["resources"] as JsonArray ?? []));
            }

            return fetched.ToImmutable();
        }

        private ImmutableArray<CollectedResource> ResourcesOf(JsonArray resources) =>
        [
            .. resources.Select(resource => new CollectedResource(
                SourcePath.Parse(source.Key.Path).Text1(resource) ?? throw new SourceReadException(
                    new(FailureKind.Malformed, read.List.Operation, "MissingKey", $"A resource has nothing at {source.Key.Path}: {resource?.ToJsonString()}"),
                    retryAfter: null, calls.Count, calls.Throttled),
                JsonSerializer.SerializeToUtf8Bytes(resource))),
        ];

        private static string? NextOf(FalconListing listing, JsonObject body, string? page, int count)
        {
            if (!listing.IsNumbered)
            {
                // The last page of a scroll may repeat its token; nothing comes after a page of nothing.
                return count > 0 && FalconEnvelope.TokenOf(body, listing.Token) is { Length: > 0 } token ? token : null;
            }

            var end = int.Parse(page ?? "0", CultureInfo.InvariantCulture) + count;
            return count > 0 && end < FalconEnvelope.TotalOf(body) ? end.ToString(CultureInfo.InvariantCulture) : null;
        }

        private static bool IsMissing(RunFailure failure) => failure.Code is "404" or "403";
    }
}
