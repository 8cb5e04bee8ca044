using System.Collections.Immutable;

namespace Raposa.Detection;

/// <summary>Reads one search identifier of a rule's <c>detection</c>: maps are linked with AND, lists with OR.</summary>
internal sealed class DetectionReader(SigmaOptions options)
{
    /// <summary>From so many plain values on, one look-up in a set is quicker than a comparison with each.</summary>
    private const int WorthASet = 3;

    private readonly ValueReader _values = new(options);

    public Expression Read(string name, YamlNode node) => node switch
    {
        YamlMap map => ReadMap(name, map),
        YamlList { Items: [] } => throw new SigmaException(node.Line, $"the search identifier '{name}' is an empty list; remove it"),
        YamlList list => AnyOf.Of(list.Items.Select(item => ReadItem(name, item))),
        YamlScalar { IsNull: false } keyword => Keyword(keyword),
        _ => throw new SigmaException(node.Line, $"the search identifier '{name}' is empty; give it a map or a list"),
    };

    private Expression ReadItem(string name, YamlNode item) => item switch
    {
        YamlMap map => ReadMap(name, map),
        YamlScalar { IsNull: false } keyword => Keyword(keyword),
        _ => throw new SigmaException(item.Line, $"the list '{name}' holds {item.Kind}; it can hold strings, numbers and maps"),
    };

    private Expression ReadMap(string name, YamlMap map) => map.Entries.IsEmpty
        ? throw new SigmaException(map.Line, $"the search identifier '{name}' is an empty map; remove it")
        : AllOf.Of(map.Entries.Select(ReadField));

    private Expression Keyword(YamlScalar keyword) => Keywords([keyword], Modifiers.Parse("|contains", keyword.Line).Modifiers);

    private Expression ReadField(YamlEntry entry)
    {
        var (field, modifiers) = Modifiers.Parse(entry.Key, entry.Line);
        var values = ValuesOf(entry);
        if (field.Length == 0)
        {
            return KeywordsUnder(entry, modifiers, values);
        }

        if (field.Count(character => character == '.') >= FieldPath.MaxSteps)
        {
            throw new SigmaException(entry.Line, $"the field '{field}' has more than {FieldPath.MaxSteps} steps; no event is that deep");
        }

        Expression test = modifiers.Kind switch
        {
            ValueKind.Exists => Exists(entry, field, values),
            ValueKind.FieldReference => Link(modifiers, values.Select(value => Reference(field, value, modifiers))),
            _ => Fields(field, modifiers, values),
        };

        return modifiers.Negated ? new Not(test) : test;
    }

    private static ImmutableArray<YamlScalar> ValuesOf(YamlEntry entry)
    {
        ImmutableArray<YamlNode> nodes = entry.Value is YamlList list ? list.Items : [entry.Value];
        if (nodes.IsEmpty)
        {
            throw new SigmaException(entry.Line, $"'{entry.Key}' has an empty list; write null for an absent field, or remove it");
        }

        return [.. nodes.Select(node => node as YamlScalar
            ?? throw new SigmaException(node.Line, $"'{entry.Key}' holds {node.Kind} as a value; write nested fields with dots (a.b: value)"))];
    }

    private Expression Fields(string field, Modifiers modifiers, ImmutableArray<YamlScalar> values)
    {
        var alternatives = values.Select(value => value.IsNull && !modifiers.Transformations.Any() && modifiers.Kind == ValueKind.Text
            ? [new FieldIsNull(field)]
            : _values.Read(value, modifiers).Select(Expression (test) => new FieldMatches(field, test)).ToArray());

        return modifiers.All
            ? AllOf.Of(alternatives.Select(tests => AnyOf.Of(tests)))
            : AnyOf.Of(WithSets(field, modifiers, alternatives.SelectMany(tests => tests).ToArray()));
    }

    private static IEnumerable<Expression> WithSets(string field, Modifiers modifiers, Expression[] tests)
    {
        var patterns = tests.OfType<FieldMatches>().Where(test => test.Test is PatternTest).ToLookup(test => ((PatternTest)test.Test).Pattern switch
        {
            { Literal: not null } => "whole",
            { Contained: not null } => "part",
            _ => "other",
        });
        var rest = tests.AsEnumerable();
        if (patterns["part"].Count() >= WorthASet)
        {
            var texts = patterns["part"].Select(test => ((PatternTest)test.Test).Pattern.Contained!);
            rest = rest.Except(patterns["part"]).Prepend(new FieldMatches(field, new ContainsOneOfTest(texts, modifiers.Cased)));
        }

        if (patterns["whole"].Count() >= WorthASet)
        {
            var texts = patterns["whole"].Select(test => ((PatternTest)test.Test).Pattern.Literal!);
            rest = rest.Except(patterns["whole"]).Prepend(new FieldMatches(field, new OneOfTest(texts, modifiers.Cased)));
        }

        return rest;
    }

    private static FieldExists Exists(YamlEntry entry, string field, ImmutableArray<YamlScalar> values) =>
        values is [{ Type: ScalarType.Boolean } only]
            ? new FieldExists(field, only.Text[0] is 't' or 'T')
            : throw new SigmaException(entry.Line, $"'{entry.Key}' takes true or false, without quotes");

    private static FieldRefersTo Reference(string field, YamlScalar value, Modifiers modifiers) =>
        value.Type == ScalarType.Text && value.Text.Length > 0
            ? new FieldRefersTo(field, value.Text, modifiers.Relation, modifiers.Cased)
            : throw new SigmaException(value.Line, $"fieldref takes the name of a field, and {value.Kind} is none");

    private Expression KeywordsUnder(YamlEntry entry, Modifiers modifiers, ImmutableArray<YamlScalar> values) =>
        modifiers.Kind is ValueKind.Text or ValueKind.Regex or ValueKind.Cidr && !modifiers.Negated
            ? Keywords(values, modifiers)
            : throw new SigmaException(entry.Line, $"'{entry.Key}' names no field, and the modifier needs one; write field|modifier");

    // A keyword is searched in the whole message, so it may stand anywhere in a value unless the rule says where.
    private Expression Keywords(ImmutableArray<YamlScalar> values, Modifiers modifiers)
    {
        var within = modifiers is { Kind: ValueKind.Text, Relation: TextRelation.Equals } ? modifiers.With("contains") : modifiers;
        return Link(within, values.Select(value => AnyOf.Of(_values.Read(value, within).Select(test => new AnyValueMatches(test)))));
    }

    private static Expression Link(Modifiers modifiers, IEnumerable<Expression> tests) =>
        modifiers.All ? AllOf.Of(tests) : AnyOf.Of(tests);
}
