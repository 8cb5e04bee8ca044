using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Raposa.Detection;

/// <summary>A correlation with its references resolved: what it refers to, and which field of which rule an alias means.</summary>
public sealed class CorrelationPlan
{
    /// <summary>One event may name a thousand resources in two fields; that it is in a million groups says nothing any more.</summary>
    private const int MaxCombinations = 1_000;

    private static readonly JsonSerializerOptions KeyFormat = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ImmutableDictionary<string, ImmutableDictionary<string, string>> _aliases;

    internal CorrelationPlan(
        SigmaCorrelation definition,
        ImmutableArray<SigmaDefinition> parts,
        ImmutableArray<CorrelationPlan> nested,
        ImmutableDictionary<string, ImmutableDictionary<string, string>> aliases)
    {
        Definition = definition;
        Parts = parts;
        Nested = nested;
        _aliases = aliases;
        RuleIds = [.. parts.OfType<SigmaRule>().Select(rule => rule.Id).Concat(nested.SelectMany(one => one.RuleIds)).Distinct()];
    }

    public SigmaCorrelation Definition { get; }

    /// <summary>What it refers to, in the order written.</summary>
    public ImmutableArray<SigmaDefinition> Parts { get; }

    /// <summary>The correlations among its parts.</summary>
    public ImmutableArray<CorrelationPlan> Nested { get; }

    /// <summary>The rules whose events it is made of in the end: load the hits of these.</summary>
    public ImmutableArray<string> RuleIds { get; }

    /// <summary>
    /// How far back from an event the hits reach that it can complete a match with. Nested correlations add their own spans.
    /// </summary>
    public TimeSpan Reach => Definition.Timespan + (Nested.IsEmpty ? TimeSpan.Zero : Nested.Max(one => one.Reach));

    /// <summary>
    /// The groups a hit belongs to: none where a group-by field is absent, several where a field holds several values. Each is
    /// the JSON array of the values, so that it can be a key in a table.
    /// </summary>
    public ImmutableArray<string> GroupKeysOf(RuleHit hit)
    {
        ArgumentNullException.ThrowIfNull(hit);
        var part = Parts.FirstOrDefault(part => part.Id == hit.RuleId)
            ?? Nested.FirstOrDefault(one => one.RuleIds.Contains(hit.RuleId))?.Definition;
        return part is null ? [] : [.. Combinations(hit, part.Id, Definition.GroupBy).Select(KeyOf)];
    }

    /// <summary>
    /// It is looked at after each event, and nothing but the hits of one group decides it: what does not hold over a longer span
    /// holds over no shorter one.
    /// </summary>
    internal bool OnlyGrows =>
        Nested.IsEmpty && Definition is { Condition.OnlyGrows: true, Type: not (CorrelationType.ValueAverage or CorrelationType.TemporalOrdered) };

    /// <summary>
    /// What a value_count counts in a hit, as hashes: the same for the same values of the same fields. Null where values are not what
    /// is counted.
    /// </summary>
    internal ImmutableArray<long>? CountedIn(RuleHit hit) =>
        OnlyGrows && Definition.Type == CorrelationType.ValueCount
            ? [.. Combinations(hit, hit.RuleId, Definition.Condition.Fields).Select(HashOf).Distinct()]
            : null;

    /// <summary>The fields of a rule's events that this correlation and the nested ones read.</summary>
    internal IEnumerable<string> FieldsOf(string ruleId) => Parts
        .Where(part => part.Id == ruleId || Nested.Any(one => one.Definition.Id == part.Id && one.RuleIds.Contains(ruleId)))
        .SelectMany(part => Definition.GroupBy.Concat(Definition.Condition.Fields).Select(name => FieldFor(name, part.Id, ruleId)))
        .Concat(Nested.Where(one => one.RuleIds.Contains(ruleId)).SelectMany(one => one.FieldsOf(ruleId)));

    /// <summary>Every combination of the fields' values; one empty combination for no fields, none where a field is absent.</summary>
    internal List<ImmutableArray<string>> Combinations(RuleHit hit, string partId, ImmutableArray<string> names)
    {
        List<ImmutableArray<string>> combinations = [[]];
        foreach (var name in names)
        {
            var values = hit.Values.GetValueOrDefault(FieldFor(name, partId, hit.RuleId), []);
            combinations = [.. combinations.SelectMany(_ => values.Distinct(), (start, value) => start.Add(value)).Take(MaxCombinations)];
        }

        return combinations;
    }

    internal static string KeyOf(ImmutableArray<string> values) => JsonSerializer.Serialize(values, KeyFormat);

    // The fields are part of it, so that values counted before the correlation was changed are taken for others, never for the same.
    private long HashOf(ImmutableArray<string> values) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(KeyOf([.. Definition.Condition.Fields, .. values]))));

    private string FieldFor(string name, string partId, string ruleId) =>
        _aliases.TryGetValue(name, out var fields) ? fields.GetValueOrDefault(partId) ?? fields[ruleId] : name;
}
