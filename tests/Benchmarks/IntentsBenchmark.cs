using Raposa.Chat;
using Spectre.Console;

namespace Raposa.Benchmarks;

/// <summary>The labelled questions of the copilot: which scope and kind they have, against which the rules read.</summary>
internal static class IntentsBenchmark
{
    public static Task<BenchmarkResult> RunAsync()
    {
        var cases = IntentCase.Read(Path.Combine("tests", "Chat", "intents.jsonl"));
        var read = cases.Select(one => (Case: one, Intent: IntentRules.Read(one.Question, IntentCase.Now))).ToList();
        var scopes = read.ConvertAll(one => (Name(one.Case.Scope), Name(MainScope(one.Intent))));
        var kinds = read.ConvertAll(one => (one.Case.Kind.ToString(), one.Intent.Kind.ToString()));
        AnsiConsole.Write(Matrix("scope: labelled down, read across", scopes));
        AnsiConsole.Write(Matrix("kind: labelled down, read across", kinds));
        return Task.FromResult(new BenchmarkResult("intents",
        [
            new("cases", cases.Length, "questions"),
            new("scope right", Share(scopes), "%"),
            new("kind right", Share(kinds), "%"),
        ]));
    }

    private static Table Matrix(string title, List<(string Labelled, string Read)> pairs)
    {
        var names = pairs.SelectMany(pair => new[] { pair.Labelled, pair.Read }).Distinct().Order(StringComparer.Ordinal).ToArray();
        var table = new Table().Title(title).AddColumn("");
        foreach (var name in names)
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var labelled in names)
        {
            table.AddRow([labelled, .. names.Select(name => pairs.Count(pair => pair == (labelled, name)) is > 0 and var count ? $"{count}" : "")]);
        }

        return table;
    }

    private static IntentScope? MainScope(Intent intent) =>
        intent is { Kind: not (IntentKind.SmallTalk or IntentKind.OutOfScope), Scopes: [var first, ..] } ? first : null;

    private static string Name(IntentScope? scope) => scope?.ToString() ?? "none";

    private static double Share(List<(string Labelled, string Read)> pairs) => 100.0 * pairs.Count(pair => pair.Labelled == pair.Read) / pairs.Count;
}
