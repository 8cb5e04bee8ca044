using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Detection;

/// <summary>What a rule and a correlation say about themselves. The names are Sigma's.</summary>
public abstract record SigmaDefinition
{
    /// <summary>As written; where a rule has none, a UUID made of its content, the same at every load.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>What correlations may call it by instead of its id.</summary>
    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Author { get; init; }

    public SigmaStatus? Status { get; init; }

    /// <summary>Null where the rule gives none; <see cref="Severity"/> decides then.</summary>
    public SigmaLevel? Level { get; init; }

    /// <summary>The level, or medium for a rule that names none.</summary>
    public SigmaLevel Severity => Level ?? SigmaLevel.Medium;

    public ImmutableArray<string> Tags { get; init; } = [];

    public ImmutableArray<string> References { get; init; } = [];

    public ImmutableArray<string> FalsePositives { get; init; } = [];

    /// <summary>The <c>custom</c> section as JSON: what is ours and not Sigma's (ATT&amp;CK version, runbook, tests).</summary>
    public JsonElement? Custom { get; init; }

    /// <summary>The file as the caller named it, and the 1-based line of the document in it.</summary>
    public required string File { get; init; }

    public required int Line { get; init; }

    /// <summary>ATT&amp;CK techniques among the tags, as ATT&amp;CK writes them: T1098 or T1098.001.</summary>
    public IEnumerable<string> Techniques => AttackTags.Where(IsTechnique).Select(tag => tag.ToUpperInvariant());

    /// <summary>ATT&amp;CK tactics among the tags, such as <c>defense-evasion</c>.</summary>
    public IEnumerable<string> Tactics => AttackTags.Where(tag => !IsTechnique(tag) && tag is not [_, >= '0' and <= '9', ..]);

    /// <summary>The ATT&amp;CK version that the tags are from, such as 18.1: ids are renamed between versions.</summary>
    public string? AttackVersion => CustomText("attack_version");

    /// <summary>What to do when the rule matches, for the person who answers.</summary>
    public string? Runbook => CustomText("runbook");

    private IEnumerable<string> AttackTags => Tags
        .Where(tag => tag.StartsWith("attack.", StringComparison.Ordinal))
        .Select(tag => tag["attack.".Length..]);

    private static bool IsTechnique(string tag) => tag is ['t', >= '0' and <= '9', ..];

    private string? CustomText(string key) =>
        Custom is { ValueKind: JsonValueKind.Object } custom && custom.TryGetProperty(key, out var text) ? text.ToString() : null;
}
