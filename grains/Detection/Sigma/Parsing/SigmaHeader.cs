using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Raposa.Detection;

/// <summary>Reads what a rule says about itself. Unknown keys are the author's own, as the specification allows.</summary>
internal static class SigmaHeader
{
    private const int MaxTitle = 256;

    /// <summary>Makes the definition from its id and title, then adds the rest.</summary>
    public static T Read<T>(YamlMap map, string file, Func<(string Id, string Title), T> create)
        where T : SigmaDefinition
    {
        var title = Text(map, "title") is { Length: > 0 and <= MaxTitle } given
            ? given
            : throw new SigmaException(map["title"]?.Line ?? map.Line, $"a rule needs a 'title' of at most {MaxTitle} characters");
        var id = map["id"] is null ? ContentId(map) : Text(map, "id");

        return create((id!, title)) with
        {
            Name = Text(map, "name"),
            Description = Text(map, "description"),
            Author = Text(map, "author"),
            Status = StatusOf(map),
            Level = LevelOf(map),
            Tags = Texts(map, "tags"),
            References = Texts(map, "references"),
            FalsePositives = Texts(map, "falsepositives"),
            Custom = map["custom"] is { } custom ? YamlJson.Convert(custom) : null,
        };
    }

    private static SigmaStatus? StatusOf(YamlMap map) => Text(map, "status") switch
    {
        null => null,
        "stable" => SigmaStatus.Stable,
        "test" => SigmaStatus.Test,
        "experimental" => SigmaStatus.Experimental,
        "deprecated" => SigmaStatus.Deprecated,
        "unsupported" => throw new SigmaException(
            map["status"]!.Line, "the rule calls itself unsupported: it cannot be used in its current state; rewrite it and change its status"),
        var other => throw new SigmaException(
            map["status"]!.Line, $"unknown status '{other}'; it is stable, test, experimental, deprecated or unsupported"),
    };

    private static SigmaLevel? LevelOf(YamlMap map) => Text(map, "level") switch
    {
        null => null,
        "informational" => SigmaLevel.Informational,
        "low" => SigmaLevel.Low,
        "medium" => SigmaLevel.Medium,
        "high" => SigmaLevel.High,
        "critical" => SigmaLevel.Critical,
        var other => throw new SigmaException(
            map["level"]!.Line, $"unknown level '{other}'; it is informational, low, medium, high or critical"),
    };

    private static string? Text(YamlMap map, string key) => map[key] switch
    {
        null => null,
        YamlScalar { IsNull: false, Text.Length: > 0 } scalar => scalar.Text,
        YamlScalar when key is not ("id" or "title") => null,
        var other => throw new SigmaException(other.Line, $"'{key}' must be a string; it is {other.Kind}"),
    };

    // Written as one string or as a list of them, as collections in the wild do both.
    private static ImmutableArray<string> Texts(YamlMap map, string key) => map[key] switch
    {
        null or YamlScalar { IsNull: true } => [],
        YamlScalar scalar => [scalar.Text],
        YamlList list => [.. list.Items.Select(item => item is YamlScalar scalar
            ? scalar.Text
            : throw new SigmaException(item.Line, $"'{key}' is a list of strings; this is {item.Kind}"))],
        var other => throw new SigmaException(other.Line, $"'{key}' is a list of strings; it is {other.Kind}"),
    };

    // Version 8 of RFC 9562: a UUID whose bits are our own, here the hash of the content.
    private static string ContentId(YamlMap map)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(YamlJson.Convert(map))));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }
}
