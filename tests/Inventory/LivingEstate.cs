using System.Text.Json.Nodes;

namespace Raposa.Inventory;

/// <summary>Recorded resources that live on from day to day, by a seed: they come, go, and change their values.</summary>
internal sealed class LivingEstate
{
    private readonly Random _random;
    private readonly List<JsonObject> _pool;
    private int _born;

    public LivingEstate(List<JsonObject> pool, Random random)
    {
        (_pool, _random) = (pool, random);
        foreach (var _ in pool)
        {
            Bear();
        }
    }

    public SortedDictionary<string, JsonObject> Resources { get; } = new(StringComparer.Ordinal);

    public (string Key, string Json)[] Page => [.. Resources.Select(one => (one.Key, one.Value.ToJsonString()))];

    /// <summary>A day passes: of twenty resources one goes, another comes, and two change, one of them so much that a field of it comes or goes.</summary>
    public void Live()
    {
        foreach (var key in Resources.Keys.ToList())
        {
            switch (_random.Next(20))
            {
                case 0:
                    Resources.Remove(key);
                    Bear();
                    break;
                case 1:
                    Change(Resources[key]);
                    break;
                case 2:
                    Change(Resources[key]);
                    Turn(Resources[key]);
                    break;
                default:
                    break;
            }
        }
    }

    private void Bear() => Resources[$"r-{_born++:0000}"] = _pool[_random.Next(_pool.Count)].DeepClone().AsObject();

    private void Change(JsonObject resource)
    {
        var scalars = Scalars(resource).ToList();
        for (var times = 1 + _random.Next(3); times > 0; times--)
        {
            var (parent, name, value) = scalars[_random.Next(scalars.Count)];
            if (parent[name] is not null)
            {
                parent[name] = Other(value);
            }
        }
    }

    /// <summary>As when an instance stops: a field goes that was there, or one comes that others of its kind have.</summary>
    private void Turn(JsonObject resource)
    {
        var other = _pool[_random.Next(_pool.Count)];
        var missing = other.Where(member => !resource.ContainsKey(member.Key)).ToList();
        var optional = resource.Select(member => member.Key).Where(name => _pool.Exists(one => !one.ContainsKey(name))).ToList();
        if (missing.Count > 0 && _random.Next(2) == 0)
        {
            var (name, value) = missing[_random.Next(missing.Count)];
            resource[name] = value?.DeepClone();
        }
        else if (optional.Count > 0)
        {
            resource.Remove(optional[_random.Next(optional.Count)]);
        }
    }

    private JsonValue Other(JsonValue value) => value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.String => JsonValue.Create($"{value.GetValue<string>()}{_random.Next(10)}"),
        System.Text.Json.JsonValueKind.Number => JsonValue.Create(_random.Next(1_000)),
        _ => JsonValue.Create(!value.GetValue<bool>()),
    };

    private static IEnumerable<(JsonObject Parent, string Name, JsonValue Value)> Scalars(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Value is JsonValue value
            ? [(members, member.Key, value)]
            : Scalars(member.Value)),
        JsonArray elements => elements.SelectMany(Scalars),
        _ => [],
    };
}
