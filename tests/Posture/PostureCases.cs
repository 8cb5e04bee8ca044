using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.Posture.Reading;
using Raposa.Support;

namespace Raposa.Posture;

/// <summary>
/// An estate in which every check passes, and for each check what has to change in it for the check to fail and to be unknown.
/// A change names a document (<c>source#number</c>), places in it and what then stands there, <c>-</c> for nothing; <c>+</c> adds
/// a document, <c>=</c> replaces them all; <c>~source</c> was not collected, <c>!source</c> is switched off. What must be for a check to be about anything is <c>pass</c>.
/// </summary>
internal static class PostureCases
{
    public const string Account = "111122223333";
    public const string Region = "eu-central-1";

    /// <summary>The time of the estate.</summary>
    public static readonly DateTimeOffset AsOf = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private static readonly JsonObject Estate = Read("estate.json");
    private static readonly JsonObject Changes = Read("cases.json");

    public static IEnumerable<string> Checks => Changes.Select(pair => pair.Key);

    /// <summary>Whether the check is about something that is not in the estate of all others.</summary>
    public static bool HasOwnPass(string check) => Changes[check]!["pass"] is not null;

    /// <summary>The sources in the fixture with their documents, and the gap of each that has one.</summary>
    public static CaseEstate Of(string check, string which)
    {
        var estate = new CaseEstate(Estate.DeepClone().AsObject());
        foreach (var (target, places) in new[] { "pass", which }.Distinct().SelectMany(name => Changes[check]![name]?.AsObject() ?? []))
        {
            estate.Change(target, places!.AsObject());
        }

        return estate;
    }

    private static JsonObject Read(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Posture", "fixtures", file)))!.AsObject();
}

/// <summary>The documents of a case, which may be changed.</summary>
internal sealed class CaseEstate(JsonObject sources)
{
    public HashSet<string> NotCollected { get; } = [];

    public HashSet<string> Off { get; } = [];

    public JsonObject Sources => sources;

    public void Change(string target, JsonObject places)
    {
        switch (target[0])
        {
            case '~':
                NotCollected.Add(target[1..]);
                sources[target[1..]] = new JsonArray();
                return;
            case '!':
                Off.Add(target[1..]);
                return;
        }

        var parts = target.Split('#');
        var rows = sources[parts[0]]!.AsArray();
        foreach (var (place, value) in places)
        {
            if (place == "+")
            {
                rows.Add(value!.DeepClone());
            }
            else if (place == "=")
            {
                sources[parts[0]] = value!.DeepClone();
            }
            else
            {
                Set(rows[int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)]!["body"]!, place.Split('.'), value);
            }
        }
    }

    public CollectedEstate Collected(IReadOnlyCollection<string>? only = null) => new(
        PostureCases.AsOf,
        [.. sources.Where(source => only?.Contains(source.Key) != false).Select(source => Chain(source.Key))],
        [.. from source in sources
            where only?.Contains(source.Key) != false
            from row in source.Value!.AsArray()
            select new CollectedDocument(
                source.Key, PostureCases.Account, (string?)row["region"], (string)row["key"]!, Guid.Empty, "",
                JsonSerializer.SerializeToElement(row["body"]))]);

    private EstateChain Chain(string source)
    {
        var region = CheckCatalog.Platform.Scopes.IsRegional(source) ? PostureCases.Region : null;
        return NotCollected.Contains(source) ? new(source, PostureCases.Account, region, $"{source} came partial.")
            : Off.Contains(source) ? new(source, PostureCases.Account, region, $"{source} is off.", IsOff: true)
            : new(source, PostureCases.Account, region, null);
    }

    private static void Set(JsonNode at, string[] path, JsonNode? value)
    {
        foreach (var step in path[..^1])
        {
            at = at is JsonArray array ? array[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : at[step]!;
        }

        if (at is JsonArray list)
        {
            list[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] = value!.DeepClone();
        }
        else if (value is JsonValue text && text.TryGetValue<string>(out var sign) && sign == "-")
        {
            at.AsObject().Remove(path[^1]);
        }
        else
        {
            at[path[^1]] = value!.DeepClone();
        }
    }
}
