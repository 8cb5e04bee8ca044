using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate;
using Raposa.DemoWorld.Estate.Sensors;

namespace Raposa.DemoWorld.CrowdStrike;

/// <summary>The three ways in which Falcon hands out lists.</summary>
internal static class FalconPages
{
    /// <summary>Ids by a numeric offset.</summary>
    public static JsonObject Ids(FalconCall call, IReadOnlyList<JsonObject> all, string id, int most)
    {
        var limit = call.Limit(100, most);
        return FalconEnvelope.Of(
            Json.Array(all.Skip(call.Position).Take(limit).Select(one => one[id]!.DeepClone())),
            new() { ["offset"] = call.Position, ["limit"] = limit, ["total"] = all.Count });
    }

    /// <summary>Whole objects by their ids. What is not there is not mentioned.</summary>
    public static JsonObject ById(FalconCall call, IReadOnlyList<JsonObject> all, string id, string parameter, int most)
    {
        var wanted = Wanted(call, parameter, most);
        return FalconEnvelope.Of(Json.Array(all.Where(one => wanted.Contains(one[id]!.GetValue<string>())).Select(one => one.DeepClone())), null);
    }

    /// <summary>Whole objects by a token.</summary>
    public static JsonObject After(FalconCall call, IReadOnlyList<JsonObject> all, int most)
    {
        var limit = Math.Max(1, call.Limit(100, most));
        var end = call.Position + limit;
        return FalconEnvelope.Of(
            Json.Array(all.Skip(call.Position).Take(limit).Select(one => one.DeepClone())),
            new JsonObject { ["limit"] = limit, ["total"] = all.Count }.With("after", end < all.Count ? call.Token(end) : null));
    }

    public static HashSet<string> Wanted(FalconCall call, string parameter, int most)
    {
        HashSet<string> wanted = call.Body[parameter] is JsonArray list
            ? [.. list.Select(one => one!.GetValue<string>())]
            : [.. call.Query[parameter].OfType<string>()];
        return wanted.Count is 0 || wanted.Count > most
            ? throw new FalconException(400, $"{parameter}: between 1 and {FalconEnvelope.Text(most)} are needed")
            : wanted;
    }
}

/// <summary>Hosts, whole by the combined listing, or by ids first.</summary>
internal static class HostPages
{
    private const int Most = 10_000, MostDetails = 5_000;

    /// <summary>Every page's token leads to the next; after the last there is none.</summary>
    public static JsonObject Combined(FalconCall call)
    {
        var hosts = Hosts(call);
        var limit = Math.Max(1, call.Limit(100, Most));
        var fields = call.Query["fields"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        var end = call.Position + limit;
        return FalconEnvelope.Of(
            Json.Array(hosts.Skip(call.Position).Take(limit).Select(record => Project(SensorDocuments.Host(record, call.Moment), fields))),
            new() { ["total"] = hosts.Count, ["limit"] = limit, ["offset"] = call.Query["offset"].ToString(), ["next"] = end < hosts.Count ? call.Token(end) : "" });
    }

    /// <summary>By a numeric offset, which together with the limit stays below ten thousand.</summary>
    public static JsonObject Ids(FalconCall call)
    {
        var hosts = Hosts(call);
        var limit = Math.Max(1, call.Limit(100, MostDetails));
        return call.Position + limit <= Most
            ? FalconEnvelope.Of(
                Json.Texts(hosts.Skip(call.Position).Take(limit).Select(record => record.DeviceId)),
                new() { ["offset"] = call.Position, ["limit"] = limit, ["total"] = hosts.Count })
            : throw new FalconException(400, "limit + offset must be less than or equal to 10000");
    }

    public static JsonObject Scroll(FalconCall call)
    {
        var hosts = Hosts(call);
        var limit = Math.Max(1, call.Limit(100, Most));
        var end = call.Position + limit;
        return FalconEnvelope.Of(
            Json.Texts(hosts.Skip(call.Position).Take(limit).Select(record => record.DeviceId)),
            new()
            {
                ["total"] = hosts.Count, ["limit"] = limit, ["offset"] = end < hosts.Count ? call.Token(end) : "",
                ["expires_at"] = call.Moment.At.AddMinutes(2).ToUnixTimeMilliseconds() * 1_000_000,
            });
    }

    public static JsonObject Entities(FalconCall call)
    {
        var wanted = FalconPages.Wanted(call, "ids", MostDetails);
        return FalconEnvelope.Of(
            Json.Array(Hosts(call).Where(record => wanted.Contains(record.DeviceId)).Select(record => SensorDocuments.Host(record, call.Moment))), null);
    }

    private static IReadOnlyList<SensorRecord> Hosts(FalconCall call)
    {
        var filter = call.Query["filter"].ToString();
        IReadOnlyList<SensorRecord> hosts = call.Forgotten.IsEmpty ? call.Moment.Sensors.All : [.. call.Moment.Sensors.All.Where(record => !call.Forgotten.Contains(record.DeviceId))];
        return filter.Length == 0 ? hosts : [.. hosts.Where(record => HostFilter.Matches(filter, SensorDocuments.Host(record, call.Moment)))];
    }

    private static JsonObject Project(JsonObject host, string[] fields) => fields.Length == 0
        ? host
        : new(host.Where(one => one.Key == "device_id" || fields.Contains(one.Key)).Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone())).ToList());
}
