using System.Globalization;

namespace Raposa.Detection;

/// <summary>Reads a condition: <c>or</c> binds least, then <c>and</c>, <c>not</c>, <c>1 of</c> and brackets.</summary>
/// <remarks>https://github.com/SigmaHQ/sigma-specification, Sigma Rules Specification 2.1.0, "Condition".</remarks>
internal sealed class ConditionParser
{
    /// <summary>A condition is read by recursion, so what comes from outside may not decide how deep it goes.</summary>
    private const int MaxDepth = 64;
    private const int MaxLength = 10_000;

    private readonly IReadOnlyDictionary<string, Expression> _searches;
    private readonly List<string> _words;
    private readonly int _line;
    private int _at;
    private int _depth;

    private ConditionParser(string text, int line, IReadOnlyDictionary<string, Expression> searches)
    {
        _searches = searches;
        _line = line;
        _words = Words(text);
    }

    private string? Next => _at < _words.Count ? _words[_at] : null;

    public static Expression Parse(string text, int line, IReadOnlyDictionary<string, Expression> searches)
    {
        var parser = new ConditionParser(text, line, searches);
        var expression = parser.Or();
        return parser.Next is { } rest ? throw parser.Refuse($"'{rest}' was not expected there; put 'and' or 'or' before it") : expression;
    }

    private List<string> Words(string text)
    {
        if (text.Length > MaxLength)
        {
            throw Refuse($"it has {text.Length} characters, more than {MaxLength}; use '1 of name_*'");
        }

        if (text.Contains('|', StringComparison.Ordinal))
        {
            throw Refuse("aggregations behind | (count, sum, near, ...) were removed from Sigma; write a correlation rule that refers to this one");
        }

        return [.. text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
    }

    private Expression Or()
    {
        var parts = new List<Expression> { And() };
        while (Take("or"))
        {
            parts.Add(And());
        }

        return AnyOf.Of(parts);
    }

    private Expression And()
    {
        var parts = new List<Expression> { Negation() };
        while (Take("and"))
        {
            parts.Add(Negation());
        }

        return AllOf.Of(parts);
    }

    private Expression Negation()
    {
        var negated = false;
        while (Take("not"))
        {
            negated = !negated;
        }

        var operand = Operand();
        return negated ? new Not(operand) : operand;
    }

    private Expression Operand()
    {
        if (Take("("))
        {
            if (++_depth > MaxDepth)
            {
                throw Refuse($"brackets are nested deeper than {MaxDepth}");
            }

            var inner = Or();
            _depth--;
            return Take(")") ? inner : throw Refuse("a bracket is not closed");
        }

        var word = Next ?? throw Refuse("it ends where a search identifier was expected");
        _at++;
        if (string.Equals(Next, "of", StringComparison.OrdinalIgnoreCase) && !_searches.ContainsKey(word))
        {
            _at++;
            return Quantified(word);
        }

        return _searches.TryGetValue(word, out var search)
            ? search
            : throw Refuse($"'{word}' is no search identifier of this rule; there are {string.Join(", ", _searches.Keys)}");
    }

    private Expression Quantified(string quantifier)
    {
        var pattern = Next ?? throw Refuse($"'{quantifier} of' is not followed by 'them' or a name");
        _at++;

        // What begins with an underscore is left out of "them" by the specification.
        var them = string.Equals(pattern, "them", StringComparison.OrdinalIgnoreCase) && !_searches.ContainsKey(pattern);
        var glob = Glob(pattern);
        var found = _searches.Where(search => them ? !search.Key.StartsWith('_') : glob.Matches(search.Key)).Select(search => search.Value).ToList();
        if (found.Count == 0)
        {
            throw Refuse($"'{quantifier} of {pattern}' fits no search identifier; there are {string.Join(", ", _searches.Keys)}");
        }

        return quantifier.ToLowerInvariant() switch
        {
            "1" or "any" => AnyOf.Of(found),
            "all" => AllOf.Of(found),
            _ => Count(quantifier, pattern, found),
        };
    }

    // Only * is a wildcard in names.
    private static TextPattern Glob(string pattern)
    {
        var pieces = pattern.Split('*').SelectMany(part => new[] { Piece.Any, Piece.Of(part) }).Skip(1);
        return new TextPattern([.. pieces.Where(piece => piece.Text.Length > 0)], cased: true);
    }

    private AtLeast Count(string quantifier, string pattern, List<Expression> found)
    {
        if (!int.TryParse(quantifier, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) || wanted == 0)
        {
            throw Refuse($"'{quantifier} of' has no meaning; write '1 of', 'all of' or a number");
        }

        return wanted <= found.Count
            ? new AtLeast(wanted, [.. found])
            : throw Refuse($"'{quantifier} of {pattern}' can never match: only {found.Count} search identifiers fit");
    }

    private bool Take(string word)
    {
        if (!string.Equals(Next, word, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        _at++;
        return true;
    }

    private SigmaException Refuse(string reason) => new(_line, $"condition: {reason}");
}
