using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Identity;

namespace Raposa.DemoWorld.Estate;

/// <summary>A read of the estate.</summary>
/// <param name="Parameters">As the CLI takes them.</param>
internal sealed record EstateCall(EstateMoment Moment, AccountEstate Account, string RegionName, JsonObject Parameters)
{
    /// <summary>Roles that the account deployed for somebody outside since the estate was made.</summary>
    public IReadOnlyList<ForeignRole> Foreign { get; init; } = [];

    public DateTimeOffset Now => Moment.At;

    public CompanyEstate Company => Moment.Company;

    /// <summary>Of regional services; the endpoint lets no other region through.</summary>
    public RegionEstate Region => Account.Region(RegionName) ?? throw new InvalidOperationException($"The company is not in {RegionName}.");

    public string? Text(string name) => Parameters[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <exception cref="AwsErrorException">It is missing.</exception>
    public string Needed(string name) => Text(name) ?? throw new AwsErrorException(400, "ValidationException", $"The parameter {name} is required.");

    public IReadOnlyList<string> Texts(string name) =>
        Parameters[name] is JsonArray list ? [.. list.Select(one => one!.GetValue<string>())] : [];
}

/// <summary>What an operation answers: one document, or lists that are cut into pages.</summary>
internal abstract record EstateAnswer
{
    public static EstateAnswer Of(JsonObject document) => new DocumentAnswer(document);

    public static EstateAnswer List<T>(string key, IReadOnlyList<T> items, Func<T, JsonNode> write, JsonObject? rest = null) =>
        new ListAnswer([new(key, items.Count, index => write(items[index]))], rest ?? []);

    public static EstateAnswer Lists(params ListPart[] parts) => new ListAnswer([.. parts], []);
}

internal sealed record DocumentAnswer(JsonObject Document) : EstateAnswer;

/// <param name="Rest">Members that stand on every page.</param>
internal sealed record ListAnswer(ImmutableArray<ListPart> Parts, JsonObject Rest) : EstateAnswer
{
    public int Count => Parts.Sum(part => part.Count);
}

/// <summary>A list under a key. Only the items of the page that is asked for are written.</summary>
internal sealed record ListPart(string Key, int Count, Func<int, JsonNode> Item)
{
    public static ListPart Of<T>(string key, IReadOnlyList<T> items, Func<T, JsonNode> write) => new(key, items.Count, index => write(items[index]));
}
