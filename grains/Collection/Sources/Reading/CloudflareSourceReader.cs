using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources;

/// <summary>Reads every source of Cloudflare from its declaration: one page of one list at a time, zone by zone.</summary>
internal sealed class CloudflareSourceReader(CloudflareClient client) : ISourceReader
{
    public async Task<SourcePage> ReadAsync(
        SourceDefinition source, CollectorKey key, string? cursor, ImmutableArray<string> only, CancellationToken cancellationToken)
    {
        var read = source.Read as CloudflareRead ?? throw new ArgumentException($"{source.Name} is not read from Cloudflare.", nameof(source));
        var pass = new Pass(source, read, key, client, only);
        var position = Place.Parse(source, cursor);
        return read.IsPerZone
            ? await pass.ReadInZoneAsync(position, cancellationToken)
            : await pass.ReadAsync(position, cancellationToken);
    }

    /// <summary>A place in a list, and where there are zones, in theirs.</summary>
    /// <param name="Page">Number or cursor of the page; null for the first.</param>
    /// <param name="ZonePage">The page of the zones.</param>
    /// <param name="AfterZone">The last zone that was done on it; null if none was.</param>
    /// <param name="Zone">The zone whose list <paramref name="Page"/> is of.</param>
    /// <param name="Total">How many resources the zones before this one have.</param>
    private sealed record Place(string? Page = null, string? ZonePage = null, string? AfterZone = null, string? Zone = null, int Total = 0)
    {
        public static Place Parse(SourceDefinition source, string? cursor)
        {
            try
            {
                return cursor is null ? new() : JsonSerializer.Deserialize<Place>(cursor)!;
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

    private sealed class Pass(SourceDefinition source, CloudflareRead read, CollectorKey key, CloudflareClient client, ImmutableArray<string> only)
    {
        private const int ZonesPerPage = 50;

        private readonly VendorCalls _calls = new();

        public async Task<SourcePage> ReadAsync(Place place, CancellationToken cancellationToken)
        {
            var list = await ListAsync(PathOf(zone: null), place.Page, cancellationToken);
            return PageOf(list.Items, list.Next is null ? null : place with { Page = list.Next }, list.Total);
        }

        public async Task<SourcePage> ReadInZoneAsync(Place place, CancellationToken cancellationToken)
        {
            var zones = await ListOfZonesAsync(place.ZonePage, cancellationToken);
            var index = 1 + zones.Items.FindIndex(zone => (string?)zone["id"] == place.AfterZone);
            if (index >= zones.Items.Count)
            {
                return zones.Next is null
                    ? PageOf([], null, place.Total)
                    : await ReadInZoneAsync(new(ZonePage: zones.Next, Total: place.Total), cancellationToken);
            }

            var zone = zones.Items[index];
            var id = (string)zone["id"]!;

            // A page number of another zone's list means nothing in this one's.
            var list = await ListAsync(PathOf(id), place.Zone == id ? place.Page : null, cancellationToken);
            foreach (var item in list.Items)
            {
                item["$parent"] = new JsonObject { ["id"] = id, ["name"] = zone["name"]?.DeepClone() };
            }

            var total = place.Total + (list.Total ?? 0);
            var isLast = index == zones.Items.Count - 1 && zones.Next is null;
            var next = list.Next is not null ? place with { Page = list.Next, Zone = id }
                : isLast ? null
                : new Place(ZonePage: place.ZonePage, AfterZone: id, Total: total);
            return PageOf(list.Items, next, total);
        }

        private Task<Listing> ListOfZonesAsync(string? page, CancellationToken cancellationToken) => ListAsync(
            $"{CloudflareRead.Zones}?account.id={key.AccountId}&order=name&per_page={ZonesPerPage}", page ?? "1", "page", cancellationToken);

        private Task<Listing> ListAsync(string path, string? page, CancellationToken cancellationToken) => read.IsByCursor
            ? ListAsync(path, page, "cursor", cancellationToken)
            : ListAsync(path, page ?? "1", "page", cancellationToken);

        private async Task<Listing> ListAsync(string path, string? page, string parameter, CancellationToken cancellationToken)
        {
            var at = page is null ? path : $"{path}&{parameter}={Uri.EscapeDataString(page)}";
            var body = await client.GetAsync(key.Account, at, _calls, cancellationToken);
            var items = (body["result"] as JsonArray ?? []).OfType<JsonObject>().Select(item => (JsonObject)item.DeepClone()).ToList();
            var info = body["result_info"] as JsonObject;
            return new(items, NextOf(info, page, parameter, items.Count), Number(info, "total_count"));
        }

        private string PathOf(string? zone)
        {
            var path = read.Path
                .Replace("{account}", key.AccountId, StringComparison.Ordinal).Replace("{zone}", zone, StringComparison.Ordinal);
            var query = read.Query.Replace("{account}", key.AccountId, StringComparison.Ordinal);
            return $"{path}?{query}{(query.Length > 0 ? "&" : "")}per_page={read.PageSize}";
        }

        private SourcePage PageOf(List<JsonObject> items, Place? next, int? total) => new(
            [.. items.Select(ResourceOf).Where(resource => only.IsEmpty || only.Contains(resource.Key))], next?.ToString())
        {
            Expected = total, Calls = _calls.Count, Throttled = _calls.Throttled, AnsweredAt = _calls.AnsweredAt,
        };

        private CollectedResource ResourceOf(JsonObject item) => new(
            SourcePath.Parse(source.Key.Path).Text1(item) ?? throw new SourceReadException(
                new(FailureKind.Malformed, $"GET {read.Path}", "MissingKey", $"A resource has nothing at {source.Key.Path}: {item.ToJsonString()}"),
                retryAfter: null, _calls.Count, _calls.Throttled),
            JsonSerializer.SerializeToUtf8Bytes(item));

        private static string? NextOf(JsonObject? info, string? page, string parameter, int count)
        {
            if (parameter == "cursor")
            {
                return count > 0 && (info?["cursor"] ?? info?["cursors"]?["after"])?.ToString() is { Length: > 0 } next ? next : null;
            }

            var number = int.Parse(page!, CultureInfo.InvariantCulture);
            return count > 0 && number < Number(info, "total_pages") ? (number + 1).ToString(CultureInfo.InvariantCulture) : null;
        }

        private static int? Number(JsonObject? info, string name) =>
            info?[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
    }

    private sealed record Listing(List<JsonObject> Items, string? Next, int? Total);
}
