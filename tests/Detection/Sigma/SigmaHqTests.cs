using System.Text.Json;
using Raposa.Support;

namespace Raposa.Detection;

/// <summary>SigmaHQ's CloudTrail rules, unmodified, on recorded events; two other evaluators agree on the lines expected.</summary>
public class SigmaHqTests
{
    [SharedDataFact]
    public void SigmaHQ_rules_match_exactly_the_lines_that_two_other_evaluators_found()
    {
        var rules = RuleFiles.Load(SharedData.Path("sigma"));
        var files = new EventFiles(SharedData.Path("cloudtrail"));
        var report = RuleEvaluation.Run(rules, files, (_, _) => { });

        Assert.Empty(report.Errors);
        Assert.Equal((57, 701), (report.Rules.Length, report.Events));
        Assert.Equal(Expected(), report.Rules.Where(rule => rule.Hits > 0).Select(Describe).Order());
    }

    private static string Describe(RuleResult result) =>
        result.Rule.Id + string.Concat(result.Lines.OrderBy(lines => lines.Key, StringComparer.Ordinal)
            .Select(lines => $" {lines.Key.Replace("/events.jsonl", string.Empty, StringComparison.Ordinal)}:{string.Join(',', lines.Value)}"));

    private static string[] Expected()
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(SharedData.Path("cloudtrail", "expected_matches.sigmahq.dev.json")));
        return [.. expected.RootElement.GetProperty("rules").EnumerateObject()
            .Select(rule => rule.Name + string.Concat(rule.Value.GetProperty("lines").EnumerateObject()
                .OrderBy(lines => lines.Name, StringComparer.Ordinal)
                .Select(lines => $" {lines.Name}:{string.Join(',', lines.Value.EnumerateArray())}")))
            .Order()];
    }
}
