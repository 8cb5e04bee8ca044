using System.Text.Json;

namespace Raposa.Detection;

/// <summary>The language of these tests: a detection as a rule's author writes it, an event as CloudTrail does.</summary>
internal static class Sigma
{
    public static string Rule(string detection) => $"""
        title: Under test
        id: 11111111-1111-4111-8111-111111111111
        logsource:
          product: aws
          service: cloudtrail
        detection:
        {Indent(detection)}
        """;

    /// <summary>A rule of one selection.</summary>
    public static string Selecting(string selection) => Rule($"""
        selection:
        {Indent(selection)}
        condition: selection
        """);

    public static RuleSet Load(params string[] texts) =>
        RuleSet.Load(texts.Select((text, number) => ($"rule{number}.yml", text)));

    public static bool Matches(string rule, string record)
    {
        var set = Load(rule);
        Assert.Empty(set.Errors);
        return set.Evaluate(Json(record)).Length == 1;
    }

    /// <summary>The one error that a file must give.</summary>
    public static SigmaError Refusal(string text) => Assert.Single(Load(text).Errors);

    public static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static string Indent(string text) => string.Join('\n', text.Split('\n').Select(line => "  " + line));
}
