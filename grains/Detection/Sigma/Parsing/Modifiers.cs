using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Raposa.Detection;

/// <summary>What kind of value a field's modifiers make of what stands to the right of the colon.</summary>
internal enum ValueKind
{
    Text,
    Regex,
    Cidr,
    Exists,
    FieldReference,
    Comparison,
}

/// <summary>The modifiers of one field, in the order written, checked for whether they go together.</summary>
/// <remarks>https://github.com/SigmaHQ/sigma-specification, Sigma Modifiers 2.1.0.</remarks>
internal sealed class Modifiers
{
    private static readonly string[] Transforming =
        ["windash", "base64", "base64offset", "utf16", "utf16le", "utf16be", "wide", "contains", "startswith", "endswith", "expand"];

    private static readonly string[] Parts = ["minute", "hour", "day", "week", "month", "year"];

    private static readonly string[] Known =
        [.. Transforming, .. Parts, "all", "cased", "neq", "exists", "re", "i", "m", "s", "cidr", "fieldref", "lt", "lte", "gt", "gte"];

    private readonly int _line;

    private Modifiers(ImmutableArray<string> names, int line)
    {
        Names = names;
        _line = line;
        Kind = KindOf();
        RequireCompany();
    }

    public ImmutableArray<string> Names { get; }

    public ValueKind Kind { get; }

    /// <summary>Every value must match, not just one.</summary>
    public bool All => Has("all");

    /// <summary>Not one of the values may match.</summary>
    public bool Negated => Has("neq");

    public bool Cased => Has("cased");

    /// <summary>The ones that change the value, in order.</summary>
    public IEnumerable<string> Transformations => Names.Where(Transforming.Contains);

    public TextRelation Relation => Has("contains") || (Has("startswith") && Has("endswith")) ? TextRelation.Contains
        : Has("startswith") ? TextRelation.StartsWith
        : Has("endswith") ? TextRelation.EndsWith
        : TextRelation.Equals;

    public TimePart? Part => Parts.Where(Has).Select(name => (TimePart?)Array.IndexOf(Parts, name)).FirstOrDefault();

    public Comparison Comparison => Has("lt") ? Comparison.Less
        : Has("lte") ? Comparison.LessOrEqual
        : Has("gt") ? Comparison.Greater
        : Has("gte") ? Comparison.GreaterOrEqual
        : Comparison.Equal;

    public RegexOptions RegexOptions =>
        (Has("i") ? RegexOptions.IgnoreCase : RegexOptions.None)
        | (Has("m") ? RegexOptions.Multiline : RegexOptions.None)
        | (Has("s") ? RegexOptions.Singleline : RegexOptions.None);

    /// <summary>The same with one more at the end.</summary>
    public Modifiers With(string name) => new(Names.Add(name), _line);

    public bool Has(string name) => Names.Contains(name);

    /// <summary>Splits <c>field|modifier|modifier</c>.</summary>
    public static (string Field, Modifiers Modifiers) Parse(string key, int line)
    {
        var parts = key.Split('|');
        ImmutableArray<string> names = [.. parts.Skip(1)];
        foreach (var name in names)
        {
            if (!Known.Contains(name))
            {
                throw new SigmaException(line, $"'{key}': unknown modifier '{name}'; known are {string.Join(", ", Known)}");
            }
        }

        if (names.Distinct().Count() != names.Length)
        {
            throw new SigmaException(line, $"'{key}': a modifier is given twice; once is enough");
        }

        return (parts[0], new Modifiers(names, line));
    }

    private ValueKind KindOf()
    {
        var kinds = new List<(string Name, ValueKind Kind)>();
        foreach (var name in Names)
        {
            ValueKind? kind = name switch
            {
                "re" => ValueKind.Regex,
                "cidr" => ValueKind.Cidr,
                "exists" => ValueKind.Exists,
                "fieldref" => ValueKind.FieldReference,
                "lt" or "lte" or "gt" or "gte" => ValueKind.Comparison,
                _ => Parts.Contains(name) ? ValueKind.Comparison : null,
            };

            if (kind is { } found)
            {
                kinds.Add((name, found));
            }
        }

        // A part of a date and a comparison are the one pair that belongs together: eventTime|hour|gte.
        if (kinds.Count(kind => Parts.Contains(kind.Name)) <= 1 && kinds.Count(kind => !Parts.Contains(kind.Name)) <= 1
            && kinds.Select(kind => kind.Kind).Distinct().Count() <= 1)
        {
            return kinds is [var first, ..] ? first.Kind : ValueKind.Text;
        }

        throw new SigmaException(
            _line, $"the modifiers {string.Join(" and ", kinds.Select(kind => kind.Name))} exclude each other; write two selections");
    }

    private void RequireCompany()
    {
        string[] company = Kind switch
        {
            ValueKind.Regex => ["re", "i", "m", "s", "all", "neq", "cased", "expand", "contains", "startswith", "endswith"],
            ValueKind.Cidr => ["cidr", "all", "neq", "expand"],
            ValueKind.Exists => ["exists"],
            ValueKind.FieldReference => ["fieldref", "all", "neq", "cased", "contains", "startswith", "endswith"],
            ValueKind.Comparison => [.. Parts, "lt", "lte", "gt", "gte", "all", "neq"],
            _ => [.. Transforming, "all", "cased", "neq"],
        };

        foreach (var name in Names)
        {
            if (!company.Contains(name))
            {
                var remedy = name is "i" or "m" or "s"
                    ? "it belongs behind re"
                    : $"with {Names.First(other => company.Contains(other))} it has no meaning; remove one of the two";
                throw new SigmaException(_line, $"the modifier '{name}' cannot stand here: {remedy}");
            }
        }

        if (Names.TakeWhile(name => name != "re").Any(name => name is "i" or "m" or "s"))
        {
            throw new SigmaException(_line, "the modifiers i, m and s belong behind re, not before it");
        }

        if (Has("i") && Has("cased"))
        {
            throw new SigmaException(_line, "the modifiers i and cased contradict each other; remove one of the two");
        }
    }
}
