using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Raposa.Chat;

/// <summary>Composes a plain answer from the evidence with no model: what was found, in its own words, each line with its citation.</summary>
internal static class EmbeddedResponder
{
    public const string Provider = "embedded";

    /// <summary>Versioned as a model is: its answers are kept by it.</summary>
    public const string ModelId = "raposa-responder-1";

    private const int MostLines = 25, MostExplained = 4;

    // How the lines of a table begin that are for a reader.
    private static readonly string[] Told = ["- ", "Stands on: ", "Not known: "];

    private const string Unanswered = "The evidence does not contain an answer to this question.";

    public static string Compose(Intent intent, ImmutableArray<Evidence> evidence)
    {
        if (intent.Kind == IntentKind.SmallTalk)
        {
            return "Ask about the estate that is collected here: identities, cost, network, storage, endpoints, threats, DNS, incidents or posture. Each answer cites its evidence.";
        }

        if (intent.Kind == IntentKind.OutOfScope)
        {
            return "This is not a question about the estate, so there is nothing here to answer it from.";
        }

        if (evidence.IsEmpty)
        {
            return Unasked(intent);
        }

        return intent.Kind switch
        {
            IntentKind.Count => Counted(intent, evidence),
            IntentKind.Explain or IntentKind.Advise => Explained(intent, evidence),
            _ => Listed(intent, evidence),
        };
    }

    private static string Unasked(Intent intent) => intent.Entities is [var first, ..]
        ? $"{Unanswered} There is no finding, incident or resource that names {first.Text}."
        : Unanswered;

    private static string Counted(Intent intent, ImmutableArray<Evidence> evidence)
    {
        var text = new StringBuilder();
        if (evidence.Any(one => one.Total is not null))
        {
            return text.Append(Tables(evidence)).Append(Lines(evidence.Where(one => one.Total is null))).ToString().TrimEnd();
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"{Many(evidence.Length, "piece")} of evidence match{(evidence.Length == 1 ? "es" : "")}{When(intent)}.");
        return text.Append(Lines(evidence)).ToString().TrimEnd();
    }

    private static string Listed(Intent intent, ImmutableArray<Evidence> evidence)
    {
        var text = Tables(evidence);
        var rows = evidence.Where(one => one.Total is null).ToList();
        if (rows.Count > 0 && text.Length == 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{Many(rows.Count, "piece")} of evidence match{(rows.Count == 1 ? "es" : "")}{When(intent)}, the most severe first.");
        }

        return text.Append(Lines(rows.OrderByDescending(one => Rank(one.Severity)))).ToString().TrimEnd();
    }

    private static string Explained(Intent intent, ImmutableArray<Evidence> evidence)
    {
        var text = new StringBuilder();
        foreach (var one in evidence.Where(one => one.Total is null).OrderByDescending(one => Rank(one.Severity)).Take(MostExplained))
        {
            text.Append(CultureInfo.InvariantCulture, $"{one.Title.TrimEnd('.')} [{one.Number}].");
            // What addresses a model is repeated to nobody.
            var detail = Injection.Remove(one.Text).ReplaceLineEndings(" ").Trim();
            if (detail.Length > 0 && detail != one.Title)
            {
                text.Append(' ').Append(Cited(detail, one.Number));
            }

            text.AppendLine();
        }

        if (text.Length == 0)
        {
            return Listed(intent, evidence);
        }

        foreach (var table in evidence.Where(one => one.Total > 0))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{table.Title.TrimEnd('.')}: {table.Total} [{table.Number}].");
        }

        return text.ToString().TrimEnd();
    }

    // Each sentence says where it is from.
    private static string Cited(string detail, int number)
    {
        var splitter = new SentenceSplitter();
        IEnumerable<string> sentences = [.. splitter.Push(detail), splitter.Flush() ?? ""];
        return string.Join(' ', sentences.Select(sentence => sentence.Trim()).Where(sentence => sentence.Length > 0)
            .Select(sentence => $"{sentence.TrimEnd('.')} [{number}]."));
    }

    // How many there are, then each row, what it stands on and what is not known, a line each.
    private static StringBuilder Tables(ImmutableArray<Evidence> evidence)
    {
        var text = new StringBuilder();
        foreach (var table in evidence.Where(one => one.Total is not null))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{table.Title.TrimEnd('.')}: {table.Total} [{table.Number}].");
            foreach (var line in Injection.Remove(table.Text).Split('\n').Select(line => line.Trim()).Where(line => Told.Any(how => line.StartsWith(how, StringComparison.Ordinal))))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{line.TrimEnd('.')} [{table.Number}].");
            }
        }

        return text;
    }

    private static StringBuilder Lines(IEnumerable<Evidence> evidence)
    {
        var text = new StringBuilder();
        foreach (var one in evidence.Take(MostLines))
        {
            string?[] facts = [one.Severity, one.AccountId is { } account ? $"account {account}" : null, one.Region];
            var known = string.Join(", ", facts.Where(fact => fact is not null && !one.Title.Contains(fact, StringComparison.OrdinalIgnoreCase)));
            var named = one.Subject is { } subject && !one.Title.Contains(subject, StringComparison.OrdinalIgnoreCase) ? $"{subject}: " : "";
            text.AppendLine(CultureInfo.InvariantCulture, $"- {named}{one.Title.TrimEnd('.')}{(known.Length > 0 ? $" ({known})" : "")} [{one.Number}].");
        }

        return text;
    }

    private static string Many(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string When(Intent intent) =>
        intent.Time is { } time ? string.Create(CultureInfo.InvariantCulture, $" from {time.From:yyyy-MM-dd} to {time.To.AddTicks(-1):yyyy-MM-dd}") : "";

    private static int Rank(string? severity) => severity switch
    {
        "critical" => 5, "high" => 4, "medium" => 3, "low" => 2, "informational" => 1, _ => 0,
    };
}
