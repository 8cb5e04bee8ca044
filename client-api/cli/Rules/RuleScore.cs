using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Detection;

/// <summary>How many of a technique's labelled events were caught.</summary>
internal sealed record TechniqueScore(string Set, string Technique, int Events, int Caught);

/// <summary>What a rule set is worth on labelled events: what it catches of the bad, and how often it speaks of the good.</summary>
/// <param name="Techniques">One row for each technique of each set. A technique is caught when at least one of its events is.</param>
/// <param name="BadEvents">Events labelled malicious.</param>
/// <param name="BadCaught">How many of them some rule or correlation caught.</param>
/// <param name="GoodEvents">Events labelled not malicious. Those without a verdict are not scored.</param>
/// <param name="GoodHit">How many of them were hit all the same: the noise.</param>
/// <param name="GoodAlerted">How many of those by a rule of medium level or above, which is what interrupts somebody.</param>
internal sealed record RuleScore(
    ImmutableArray<TechniqueScore> Techniques, int BadEvents, int BadCaught, int GoodEvents, int GoodHit, int GoodAlerted)
{
    public int TechniquesCaught => Techniques.Count(technique => technique.Caught > 0);

    public double TechniqueRecall => Ratio(TechniquesCaught, Techniques.Length);

    public double EventRecall => Ratio(BadCaught, BadEvents);

    public double Noise => Ratio(GoodHit, GoodEvents);

    /// <summary>
    /// Compares a report with the <c>labels.jsonl</c> beside each file of events: <c>line</c>, <c>malicious</c> (true, false or
    /// null) and <c>technique</c>. Informational rules do not alert, so they neither catch nor disturb.
    /// </summary>
    public static RuleScore Compute(RuleReport report, string events)
    {
        var hit = LinesHit(report, SigmaLevel.Low);
        var alerted = LinesHit(report, SigmaLevel.Medium);
        var labels = Directory.EnumerateFiles(events, "labels.jsonl", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(path => Read(path, Path.GetRelativePath(events, Path.GetDirectoryName(path)!)))
            .ToArray();
        var bad = labels.Where(label => label.Malicious == true).ToArray();
        var good = labels.Where(label => label.Malicious == false).ToArray();
        var techniques = bad
            .SelectMany(label => label.Techniques, (label, technique) => (label.Set, technique, Caught: hit.Contains((label.Set, label.Line))))
            .GroupBy(row => (row.Set, row.technique))
            .Select(group => new TechniqueScore(group.Key.Set, group.Key.technique, group.Count(), group.Count(row => row.Caught)));

        return new RuleScore(
            [.. techniques], bad.Length, bad.Count(label => hit.Contains((label.Set, label.Line))),
            good.Length, good.Count(label => hit.Contains((label.Set, label.Line))), good.Count(label => alerted.Contains((label.Set, label.Line))));
    }

    private static HashSet<(string Set, int Line)> LinesHit(RuleReport report, SigmaLevel least) =>
        [.. report.Rules.Where(result => result.Rule.Severity >= least)
            .SelectMany(result => result.Lines)
            .SelectMany(lines => lines.Value, (lines, line) => (SetOf(lines.Key), line))];

    // A set is the folder that the events and their labels lie in.
    private static string SetOf(string path) => Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".";

    public void Write(TextWriter output)
    {
        foreach (var technique in Techniques)
        {
            output.WriteLine($"{(technique.Caught > 0 ? "caught" : "MISSED"),-7} {technique.Caught,4} of {technique.Events,4}  {technique.Set}  {technique.Technique}");
        }

        output.WriteLine($"techniques caught   {TechniquesCaught} of {Techniques.Length} ({TechniqueRecall:P1})");
        output.WriteLine($"bad events caught   {BadCaught} of {BadEvents} ({EventRecall:P1})");
        output.WriteLine($"good events hit     {GoodHit} of {GoodEvents} ({Noise:P2}), {GoodAlerted} of them at medium or above");
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    // A label may carry the technique's name behind its id ("T1562.001 Impair Defenses"); the id is the technique.
    private static IEnumerable<Label> Read(string path, string set)
    {
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            using var label = JsonDocument.Parse(line);
            var root = label.RootElement;
            bool? malicious = root.GetProperty("malicious").ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            };
            var techniques = root.GetProperty("technique").EnumerateArray().Select(technique => technique.GetString()!.Split(' ')[0]).Distinct();
            yield return new Label(set, root.GetProperty("line").GetInt32(), malicious, [.. techniques]);
        }
    }

    private sealed record Label(string Set, int Line, bool? Malicious, ImmutableArray<string> Techniques);
}
