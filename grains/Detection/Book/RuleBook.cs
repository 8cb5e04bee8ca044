using System.Collections.Immutable;
using System.Globalization;

namespace Raposa.Detection;

/// <summary>An organization's rules at one moment: the catalogue, its own, and which of them are switched off.</summary>
internal sealed record RuleBook(Catalogue Catalogue, ImmutableArray<OwnRule> Own, ImmutableHashSet<string> DisabledIds)
{
    public const int MaxOwnRules = 1_000;

    /// <summary>What one request may add, in characters.</summary>
    public const int MaxText = 512 * 1024;

    /// <summary>Ids are compared as Sigma's UUIDs are: in any case.</summary>
    public static readonly ImmutableHashSet<string> NothingDisabled = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Everything, catalogue first, without source.</summary>
    public ImmutableArray<Rule> List() =>
    [
        .. Catalogue.Definitions.Select(definition => Describe(definition, null)),
        .. OwnDefinitions().Select(pair => Describe(pair.Definition, pair.Rule)),
    ];

    /// <summary>One rule with its source, or null.</summary>
    public Rule? Find(string id)
    {
        if (Catalogue.Definitions.FirstOrDefault(definition => Same(definition.Id, id)) is { } shipped)
        {
            return Describe(shipped, null) with { Source = Catalogue.Sources[shipped.Id] };
        }

        return OwnDefinitions().FirstOrDefault(pair => Same(pair.Definition.Id, id)) is (var own, { } rule)
            ? Describe(own, rule) with { Source = rule.Yaml }
            : null;
    }

    /// <summary>The rules of a text as they would be added, or every reason against it.</summary>
    public (ImmutableArray<OwnRule> Rules, ImmutableArray<RuleError> Errors) Read(string yaml, DateTimeOffset now)
    {
        if (yaml.Length > MaxText)
        {
            return ([], [new("", string.Create(CultureInfo.InvariantCulture, $"The text is longer than {MaxText} characters; add the rules in parts."))]);
        }

        var documents = SigmaParser.Parse(yaml, "");
        if (!documents.Errors.IsEmpty)
        {
            return ([], [.. documents.Errors.Select(Describe)]);
        }

        var texts = YamlTexts.Split(yaml);
        var definitions = documents.Rules.Concat<SigmaDefinition>(documents.Correlations).ToImmutableArray();
        var errors = definitions
            .Where(definition => Catalogue.Sources.ContainsKey(definition.Id))
            .Select(definition => new RuleError(Path(definition.Line), $"{definition.Id} is a rule of the catalogue; give yours an id of its own, and switch that one off if yours replaces it."))
            .ToImmutableArray();
        ImmutableArray<OwnRule> added = [.. definitions.Select(definition => new OwnRule(definition.Id, YamlTexts.At(texts, definition.Line), now))];
        var book = With(added);
        if (book.Own.Length > MaxOwnRules)
        {
            errors = errors.Add(new("", string.Create(CultureInfo.InvariantCulture, $"An organization has {MaxOwnRules} rules of its own at most; remove some first.")));
        }

        // The text as a whole beside what is there already: what a correlation refers to may stand in either.
        var kept = Own.Where(rule => !added.Any(one => Same(one.Id, rule.Id))).Select(rule => SigmaParser.Parse(rule.Yaml, rule.Id));
        var together = RuleSet.Compile([.. Catalogue.Documents, .. kept, documents]);
        return errors.IsEmpty
            ? (added, [.. together.Errors.Where(error => error.File.Length == 0).Select(Describe)])
            : ([], errors);
    }

    /// <summary>With rules added; the same id replaces.</summary>
    public RuleBook With(ImmutableArray<OwnRule> added) =>
        this with { Own = [.. Own.Where(rule => !added.Any(one => Same(one.Id, rule.Id))), .. added] };

    /// <summary>The titles of correlations that would have nothing to stand on without that rule.</summary>
    public ImmutableArray<string> DependentsOf(string id) =>
    [
        .. Compile(Catalogue, Own.Select(rule => rule.Yaml), NothingDisabled).Correlations
            .Where(plan => plan.Parts.Any(part => Same(part.Id, id)))
            .Select(plan => plan.Definition.Title),
    ];

    /// <summary>What runs. A correlation whose rule is switched off is off as well, which the set's errors say.</summary>
    public static RuleSet Compile(Catalogue catalogue, IEnumerable<string> ownYaml, ImmutableHashSet<string> disabledIds)
    {
        var documents = catalogue.Documents.Concat(ownYaml.Select(yaml => SigmaParser.Parse(yaml, "own rule")));
        return RuleSet.Compile(documents.Select(file => file with
        {
            Rules = [.. file.Rules.Where(rule => !disabledIds.Contains(rule.Id))],
            Correlations = [.. file.Correlations.Where(correlation => !disabledIds.Contains(correlation.Id))],
        }));
    }

    private IEnumerable<(SigmaDefinition Definition, OwnRule Rule)> OwnDefinitions() =>
        Own.SelectMany(rule => Definitions(SigmaParser.Parse(rule.Yaml, rule.Id)).Select(definition => (definition, rule)));

    private static IEnumerable<SigmaDefinition> Definitions(SigmaDocuments file) => file.Rules.Concat<SigmaDefinition>(file.Correlations);

    private Rule Describe(SigmaDefinition definition, OwnRule? own) => new()
    {
        Id = definition.Id,
        Title = definition.Title,
        Description = definition.Description,
        Level = definition.Severity.ToString().ToLowerInvariant(),
        Status = definition.Status?.ToString().ToLowerInvariant(),
        Techniques = [.. definition.Techniques.Distinct(StringComparer.Ordinal)],
        IsCatalogue = own is null,
        IsEnabled = !DisabledIds.Contains(definition.Id),
        IsCorrelation = definition is SigmaCorrelation,
        AddedAt = own?.AddedAt,
    };

    private static RuleError Describe(SigmaError error) => new(Path(error.Line), error.Reason);

    private static string Path(int line) => line > 0 ? string.Create(CultureInfo.InvariantCulture, $"line {line}") : "";

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A rule that the organization added.</summary>
internal sealed record OwnRule(string Id, string Yaml, DateTimeOffset AddedAt);
