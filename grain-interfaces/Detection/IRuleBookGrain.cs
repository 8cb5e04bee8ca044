using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace Raposa.Detection;

/// <summary>
/// An organization's detection rules: the platform's catalogue and its own. Keyed by organization, so additions happen
/// one at a time. A rule that does not compile is refused with every error in it, and nothing changes.
/// </summary>
[Alias("raposa.rule-book-grain")]
public interface IRuleBookGrain : IGrainWithStringKey
{
    /// <summary>All rules, catalogue first, without their source text.</summary>
    [ReadOnly, Alias("get-rules")]
    Task<ImmutableArray<Rule>> GetRules();

    /// <summary>One rule with its source, by its Sigma id, or null.</summary>
    [ReadOnly, Alias("get-rule")]
    Task<Rule?> GetRule(string id);

    /// <summary>Adds the rules of a Sigma YAML text (several documents may follow each other). The same id replaces.</summary>
    [Alias("add")]
    Task<AddRulesAnswer> Add(string yaml);

    /// <summary>Switches a rule on or off for this organization. Null if there is no such rule.</summary>
    [Alias("set-enabled")]
    Task<Rule?> SetEnabled(string id, bool isEnabled);

    /// <summary>False if there is no such rule of this organization; catalogue rules cannot be removed, only disabled.</summary>
    [Alias("remove")]
    Task<bool> Remove(string id);

    /// <summary>What detection compiles from: changes with every change of the rules.</summary>
    [ReadOnly, Alias("get-sources")]
    Task<RuleSources> GetSources(long knownVersion);
}

/// <summary>A detection rule as listed.</summary>
[GenerateSerializer, Immutable, Alias("raposa.rule")]
public sealed record Rule
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required string Title { get; init; }
    [Id(2)] public string? Description { get; init; }

    /// <summary>informational, low, medium, high or critical.</summary>
    [Id(3)] public required string Level { get; init; }
    [Id(4)] public string? Status { get; init; }

    /// <summary>MITRE ATT&amp;CK technique ids, such as <c>T1562.008</c>.</summary>
    [Id(5)] public required ImmutableArray<string> Techniques { get; init; }

    /// <summary>True for a rule that ships with the platform.</summary>
    [Id(6)] public required bool IsCatalogue { get; init; }
    [Id(7)] public required bool IsEnabled { get; init; }
    [Id(8)] public required bool IsCorrelation { get; init; }
    [Id(9)] public DateTimeOffset? AddedAt { get; init; }

    /// <summary>The rule's YAML, only where one rule was asked for.</summary>
    [Id(10)] public string? Source { get; init; }
}

/// <summary>Either the rules added, or every error.</summary>
[GenerateSerializer, Immutable, Alias("raposa.add-rules-answer")]
public sealed record AddRulesAnswer(
    [property: Id(0)] ImmutableArray<Rule> Rules, [property: Id(1)] ImmutableArray<RuleError> Errors);

[GenerateSerializer, Immutable, Alias("raposa.rule-error")]
public sealed record RuleError([property: Id(0)] string Path, [property: Id(1)] string Reason);

/// <summary>The organization's own rules and switches at <see cref="Version"/>; null lists where the caller is up to date.</summary>
[GenerateSerializer, Immutable, Alias("raposa.rule-sources")]
public sealed record RuleSources
{
    [Id(0)] public required long Version { get; init; }
    [Id(1)] public ImmutableArray<string>? OwnYaml { get; init; }
    [Id(2)] public ImmutableArray<string>? DisabledIds { get; init; }
}
