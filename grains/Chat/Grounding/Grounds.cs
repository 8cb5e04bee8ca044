using System.Globalization;

namespace Raposa.Chat;

/// <summary>What a piece of evidence lets an answer say: the names in it, its figures, its days, its severities.</summary>
internal sealed class Grounds
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<decimal> _numbers = [];
    private readonly HashSet<string> _days = new(StringComparer.Ordinal);
    private readonly HashSet<string> _severities = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _text;

    private Grounds(string text) => _text = text;

    public static Grounds Of(Evidence evidence)
    {
        var seen = evidence.SeenAt?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture) ?? "";
        var text = Injection.Remove(string.Join('\n', evidence.Id, evidence.Title, evidence.Text, evidence.AccountId, evidence.Region, evidence.Subject, seen));
        var grounds = Of(text);
        if (evidence.Severity is { } severity)
        {
            grounds._severities.Add(severity);
        }

        foreach (var figure in evidence.Figures.Values.Concat(evidence.Total is { } total ? [total] : []))
        {
            grounds._numbers.Add(figure);
        }

        return grounds;
    }

    public static Grounds Of(string text)
    {
        var grounds = new Grounds(text);
        foreach (var entity in EntityScanner.Scan(text))
        {
            grounds.Add(entity);
        }

        return grounds;
    }

    public IEnumerable<decimal> Numbers => _numbers;

    /// <summary>Whether it names this; a name that stands inside a longer one (the user in an ARN) counts.</summary>
    public bool HasName(string name) => _names.Contains(name) || Contains(name);

    public bool HasSeverity(string severity) => _severities.Contains(severity);

    public bool HasDay(string day) => _days.Any(known => known.StartsWith(day, StringComparison.Ordinal)) || Contains(day);

    /// <summary>A time to the minute or finer, as it is written there.</summary>
    public bool HasTime(string stamp) => _text.Contains(stamp[..Math.Min(stamp.Length, 16)], StringComparison.OrdinalIgnoreCase);

    /// <summary>Exactly, or rounded to as many places as the answer gives.</summary>
    public bool HasNumber(decimal number, int places) =>
        _numbers.Contains(number) || (places > 0 && _numbers.Any(known => decimal.Round(known, places, MidpointRounding.AwayFromZero) == number));

    /// <summary>Whether a word of prose stands in it.</summary>
    public bool HasWord(string word) => Contains(word);

    private void Add(FoundEntity entity)
    {
        switch (entity.Kind)
        {
            case EntityKind.Number when NumberText.TryParse(entity.Text, out var number, out _):
                _numbers.Add(number);
                break;
            case EntityKind.Date:
                _days.Add(DateText.DayOf(entity.Text) ?? entity.Text);
                break;
            case EntityKind.Severity:
                _severities.Add(entity.Text);
                break;
            default:
                _names.Add(entity.Text);
                break;
        }
    }

    private bool Contains(string word)
    {
        for (var at = _text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = _text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (IsEdge(at - 1) && IsEdge(at + word.Length))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsEdge(int at) => at < 0 || at >= _text.Length || !(char.IsLetterOrDigit(_text[at]) || _text[at] is '-' or '_')
        || (_text[at] == '-' && (at + 1 >= _text.Length || !char.IsLetterOrDigit(_text[at + 1])));
}
