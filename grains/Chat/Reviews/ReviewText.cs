using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Raposa.Chat.Reviews;

/// <summary>A review as text with a heading for each part, as models write it, and back.</summary>
internal static partial class ReviewText
{
    public static readonly ImmutableArray<string> Headings = ["Summary", "Attack story", "Blast radius", "Check next", "Remediation"];

    public static string Write(IncidentReviewSections sections)
    {
        var text = new StringBuilder();
        foreach (var (heading, lines) in Headings.Zip(PartsOf(sections)))
        {
            text.Append("## ").AppendLine(heading);
            foreach (var line in lines)
            {
                text.Append("- ").AppendLine(line);
            }

            text.AppendLine();
        }

        return text.ToString();
    }

    /// <summary>
    /// Reads what is left of an answer after it was checked. A line of remediation that names no resource of the evidence is left out; a part
    /// of which nothing is left is the composed one's.
    /// </summary>
    /// <param name="composed">What stands where nothing holds.</param>
    /// <param name="resources">Names of what the incident's events name.</param>
    /// <returns>The parts, and how many lines were left out.</returns>
    public static (IncidentReviewSections Sections, int Struck) Read(string text, IncidentReviewSections composed, ImmutableArray<Evidence> evidence, IReadOnlyCollection<string> resources)
    {
        var written = Headings.ToDictionary(heading => heading, _ => new List<string>(), StringComparer.OrdinalIgnoreCase);
        List<string>? part = null;
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            if (Heading().Match(line) is { Success: true } match)
            {
                part = written.GetValueOrDefault(match.Groups["name"].Value);
            }
            else
            {
                part?.Add(Bullet().Replace(line, ""));
            }
        }

        var grounds = evidence.Select(Grounds.Of).ToList();
        var unnamed = written[Headings[4]].RemoveAll(line => !NamesResource(line, evidence, grounds) && !resources.Any(Grounds.Of(line).HasName));
        ImmutableArray<string>[] parts = [.. Headings.Zip(PartsOf(composed)).Select(pair => written[pair.First] is { Count: > 0 } lines ? [.. lines] : pair.Second)];
        return (
            new()
            {
                Summary = parts[0], Story = parts[1], BlastRadius = parts[2], CheckNext = parts[3], Remediation = parts[4],
                Composed = [.. Headings.Where(heading => written[heading].Count == 0)],
            },
            unnamed);
    }

    private static IEnumerable<ImmutableArray<string>> PartsOf(IncidentReviewSections sections) =>
        [sections.Summary, sections.Story, sections.BlastRadius, sections.CheckNext, sections.Remediation];

    // What can be put right has a name of its own; a technique, a time and a number have not.
    private static bool NamesResource(string line, ImmutableArray<Evidence> evidence, List<Grounds> grounds) => EntityScanner.Scan(line).Any(entity =>
        entity.Kind is not (EntityKind.Number or EntityKind.Date or EntityKind.Severity or EntityKind.Reference) && grounds.Exists(one => one.HasName(entity.Text)))
        || evidence.Any(one => one.Subject is { Length: > 0 } subject && line.Contains(subject, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^#{1,4}\s*(?<name>Summary|Attack story|Blast radius|Check next|Remediation)\s*:?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^([-*•]|\d{1,2}[.)]|\[ \])\s+(\[ \]\s*)?")]
    private static partial Regex Bullet();
}
