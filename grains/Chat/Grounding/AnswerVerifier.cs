using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Raposa.Chat;

/// <summary>
/// Holds each sentence of an answer to the evidence: every id, ARN, account, user, address, name, number, date and severity in
/// it must stand there, or follow by counting the evidence or adding up its figures. It asks nobody: the same sentence and the
/// same evidence give the same verdict.
/// </summary>
/// <remarks>
/// What a sentence cites is all it may rest on, and where it cites nothing, the evidence that names what it names. So a figure
/// of one resource cannot be said of another.
/// </remarks>
internal sealed partial class AnswerVerifier
{
    private readonly ImmutableArray<Evidence> _evidence;
    private readonly ImmutableArray<Grounds> _grounds;
    private readonly Grounds _question;
    private readonly HashSet<decimal> _sums;
    private readonly ImmutableArray<string> _injected;

    /// <param name="evidence">Numbered from 1.</param>
    /// <param name="question">What was asked: its names may be repeated where an answer says that nothing is known of them.</param>
    /// <param name="time">The time that was asked for; its days may be said.</param>
    public AnswerVerifier(ImmutableArray<Evidence> evidence, string question, IntentTime? time = null)
    {
        _evidence = evidence;
        _grounds = [.. evidence.Select(Grounds.Of)];
        _question = Grounds.Of(time is null ? question : string.Create(
            CultureInfo.InvariantCulture, $"{question} {time.From:yyyy-MM-dd} {time.To.AddTicks(-1):yyyy-MM-dd} {time.AsOf:yyyy-MM-dd}"));
        _sums = SumsOf(evidence);
        _injected = [.. evidence.SelectMany(one => Injection.In($"{one.Title}\n{one.Text}"))];
    }

    public SentenceVerdict Check(string sentence)
    {
        var cited = CitedIn(sentence);
        if (cited.Any(number => number < 1 || number > _evidence.Length))
        {
            return new("It cites evidence that does not exist.");
        }

        var text = ListMark().Replace(Citation().Replace(sentence, " "), "");
        if (RepeatsInstruction(text))
        {
            return new("It follows an instruction that stands in the evidence, where instructions count for nothing.");
        }

        if (Url().IsMatch(text))
        {
            return new("It sends the reader to an address outside.");
        }

        if (AllClear().IsMatch(text) && _evidence.Any(one => one.Severity is "critical" or "high" or "medium"))
        {
            return new("It says that all is well, and the evidence says otherwise.");
        }

        var entities = EntityScanner.Scan(text);
        var mayEcho = Declines().IsMatch(text);
        var basis = BasisOf(cited, entities);
        foreach (var entity in entities)
        {
            if (ReasonAgainst(entity, basis, mayEcho, text, cited.Count, entities) is { } reason)
            {
                return new(reason);
            }
        }

        return ProperNames.In(text).Any(name => !_grounds.Any(grounds => grounds.HasWord(name)) && !_question.HasWord(name))
            ? new("It names somebody or something that the evidence does not contain.")
            : SentenceVerdict.Holds;
    }

    /// <summary>The numbers of the evidence that a text cites.</summary>
    public static IReadOnlyList<int> CitedIn(string text) => [.. Citation().Matches(text)
        .SelectMany(match => Digits().Matches(match.Value).Select(digits => int.TryParse(digits.Value, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue))
        .Distinct()];

    private IReadOnlyList<Grounds> BasisOf(IReadOnlyList<int> cited, ImmutableArray<FoundEntity> entities)
    {
        if (cited.Count > 0)
        {
            return [.. cited.Select(number => _grounds[number - 1])];
        }

        // What evidence is about comes before what it only mentions: "the bucket was opened by X" rests on the bucket's.
        var names = entities.Where(IsName).ToList();
        var about = _evidence.Where(one => names.Exists(name => name.Text.Equals(one.Subject, StringComparison.OrdinalIgnoreCase))).ToList();
        if (about.Count > 0)
        {
            return [.. about.Select(one => _grounds[one.Number - 1])];
        }

        var naming = _grounds.Where(grounds => names.Exists(name => grounds.HasName(name.Text))).ToList();
        return naming.Count > 0 ? naming : _grounds;
    }

    private string? ReasonAgainst(
        FoundEntity entity, IReadOnlyList<Grounds> basis, bool mayEcho, string text, int cited, ImmutableArray<FoundEntity> entities)
    {
        switch (entity.Kind)
        {
            case EntityKind.Number:
                return !NumberText.TryParse(entity.Text, out var number, out var places) || basis.Any(grounds => grounds.HasNumber(number, places))
                    || Follows(number, text, entity, entities, cited) || (mayEcho && number == 0)
                    || (mayEcho && _question.HasNumber(number, places))
                    ? null
                    : "It gives a number that the evidence does not.";
            case EntityKind.Date:
                var day = DateText.DayOf(entity.Text) ?? entity.Text;
                var isTime = entity.Text.Contains('T', StringComparison.Ordinal);
                return basis.Any(grounds => isTime ? grounds.HasTime(entity.Text) : grounds.HasDay(day)) || _question.HasDay(day) ? null : "It gives a date that the evidence does not.";
            case EntityKind.Severity:
                // "High" of a load, and "low" of a price, are no severities.
                return !IsSeverityIn(text, entity) || basis.Any(grounds => grounds.HasSeverity(entity.Text)) || (mayEcho && _question.HasSeverity(entity.Text))
                    ? null
                    : "It gives a severity that the evidence does not.";
            default:
                return basis.Any(grounds => grounds.HasName(entity.Text)) || (mayEcho && _question.HasName(entity.Text))
                    ? null
                    : "It names a resource, an account or an address that the evidence does not contain.";
        }
    }

    private static bool IsName(FoundEntity entity) =>
        entity.Kind is not (EntityKind.Number or EntityKind.Date or EntityKind.Severity);

    private static bool IsSeverityIn(string text, FoundEntity entity)
    {
        var after = text[(entity.At + entity.Text.Length)..];
        return entity.Text.Equals("critical", StringComparison.OrdinalIgnoreCase) ? !AfterCriticalToo().IsMatch(after) : SeverityAfter().IsMatch(after) || SeverityBefore().IsMatch(text[..entity.At]);
    }

    private bool RepeatsInstruction(string text)
    {
        var said = Words.StemsIn(text).Distinct().ToList();
        return said.Count >= 3 && _injected.Any(instruction =>
        {
            var there = Words.StemsIn(instruction).ToHashSet(StringComparer.Ordinal);
            return said.Count(there.Contains) >= 0.6 * said.Count;
        });
    }

    /// <summary>Whether a number counts what the sentence cites or names, or the evidence of which it speaks, or adds up its figures.</summary>
    private bool Follows(decimal number, string text, FoundEntity entity, ImmutableArray<FoundEntity> entities, int cited)
    {
        var after = text[(entity.At + entity.Text.Length)..];
        if (_sums.Contains(number))
        {
            return true;
        }

        // A span of time or an amount counts nothing.
        if (Unit().IsMatch(after) || number != decimal.Truncate(number))
        {
            return false;
        }

        return (cited > 0 && number == cited) || number == entities.Count(IsName) || EvidenceCounts.Of(_evidence, after, entities).Contains((int)number);
    }

    // The whole, and by what the evidence can be told apart by.
    private static HashSet<decimal> SumsOf(ImmutableArray<Evidence> evidence)
    {
        Func<Evidence, string?>[] parts = [_ => "", one => one.Severity, one => one.AccountId, one => one.Region, one => one.Subject];
        return [.. parts.SelectMany(part => evidence.Where(one => part(one) is not null).GroupBy(part))
            .SelectMany(group => group.SelectMany(one => one.Figures).GroupBy(figure => figure.Key, figure => figure.Value))
            .Select(figures => figures.Sum())];
    }

    [GeneratedRegex(@"\[\d+(\s*,\s*\d+)*\]")]
    private static partial Regex Citation();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^\s*(\d{1,2}[.)]|[-*•])\s+")]
    private static partial Regex ListMark();

    [GeneratedRegex(@"^\s*(%|percent|(seconds?|minutes?|hours?|days?|weeks?|months?|years?|usd|dollars?|euros?|[kmgt]i?b|bytes?|times)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Unit();

    [GeneratedRegex(@"\bhttps?://|\bwww\.", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"\b(no (further |immediate )?action (is |are )?(needed|required|necessary)|nothing (needs|to (do|fix|worry))|everything (is|looks) (fine|secure|safe|ok|well|compliant|in order)|fully (compliant|secure|protected)|no (risks?|problems?|issues?|threats?) (was|were|is|are|has|have|exist|remain)|(is|are) (completely|perfectly|entirely|totally) (safe|secure)|all (clear|is well|systems are)|can be (safely )?ignored|false positives?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AllClear();

    [GeneratedRegex(@"\b(no evidence|evidence (does not|doesn't|has no|contains no|says nothing|shows no)|(does|do|did|is|are|was|were) not (contain|contained|show|mention|say|listed|found|in the evidence|known|collected|answer)|nothing (is known|was found|in the evidence)|cannot (say|tell|answer|confirm)|no (findings?|incidents?|resources?|information|record)|not enough)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Declines();

    [GeneratedRegex(@"^[- ]?(severity|risk|priority|or (above|worse)|findings?|vulnerabilit|alerts?|issues?|incidents?|ones|detections?|inspector|guardduty|checks?)\b|^\s*([.,;:)\]]|$|and\b|or\b)", RegexOptions.IgnoreCase)]
    private static partial Regex SeverityAfter();

    [GeneratedRegex(@"\b(severity|rated|classed|ranked|is|as|are|of)\s*:?\s*[""“(]?$", RegexOptions.IgnoreCase)]
    private static partial Regex SeverityBefore();

    // "Critical to the business" is an opinion and no severity.
    [GeneratedRegex(@"^ (to|for|part|path|that|because|since)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AfterCriticalToo();
}
