using System.CommandLine;

namespace Raposa.Detection;

/// <summary><c>./raposa rules …</c>: Sigma rules over files of events, without a server.</summary>
internal static class RulesCommand
{
    public static Command Build() => new("rules", "Sigma rules over CloudTrail files, offline")
    {
        BuildEval(),
        BuildScore(),
    };

    private static Command BuildEval()
    {
        var rules = new Option<string>("--rules") { Description = "a folder of Sigma rules (.yml, .yaml), or one file", Required = true };
        var events = new Option<string>("--events") { Description = "a folder of CloudTrail (.json, .jsonl, either with .gz), or one file", Required = true };
        var json = new Option<bool>("--json") { Description = "print JSON instead of a table" };
        var command = new Command("eval", "which events each rule matches; exits with 1 where a rule or file was refused") { rules, events, json };
        command.SetAction(parsed => Eval(parsed.GetRequiredValue(rules), parsed.GetRequiredValue(events), parsed.GetValue(json)));
        return command;
    }

    private static Command BuildScore()
    {
        var rules = new Option<string?>("--rules") { Description = "a folder of Sigma rules; without it, the starter catalogue" };
        var events = new Option<string>("--events") { Description = "a folder of CloudTrail with a labels.jsonl beside each file", Required = true };
        var command = new Command("score", "which labelled techniques the rules catch, and how often they hit what is harmless") { rules, events };
        command.SetAction(parsed => Score(parsed.GetValue(rules), parsed.GetRequiredValue(events)));
        return command;
    }

    private static int Score(string? rules, string events)
    {
        if (!Exists(events) || (rules is not null && !Exists(rules)))
        {
            return 1;
        }

        var set = rules is null ? RuleCatalogue.Compile() : RuleFiles.Load(rules);
        var report = RuleEvaluation.Run(set, new EventFiles(events), Report);
        RuleScore.Compute(report, events).Write(Console.Out);

        // What is left when nothing is known of the events around: correlations also catch a set that is one long session.
        var alone = RuleScore.Compute(report with { Rules = [.. report.Rules.Where(result => result.Rule is SigmaRule)] }, events);
        Console.Out.WriteLine($"without correlations: {alone.TechniquesCaught} of {alone.Techniques.Length} techniques, {alone.BadCaught} of {alone.BadEvents} bad events");
        foreach (var error in set.Errors)
        {
            Console.Error.WriteLine(error);
        }

        return set.Errors.IsEmpty ? 0 : 1;
    }

    private static bool Exists(string path)
    {
        var exists = File.Exists(path) || Directory.Exists(path);
        if (!exists)
        {
            Console.Error.WriteLine($"There is no file or folder '{path}'.");
        }

        return exists;
    }

    private static void Report(string path, int count) => Console.Error.WriteLine($"{count} events, now in {path}");

    private static int Eval(string rules, string events, bool json)
    {
        if (!Exists(rules) || !Exists(events))
        {
            return 1;
        }

        var files = new EventFiles(events);
        var report = RuleEvaluation.Run(RuleFiles.Load(rules), files, Report);
        foreach (var path in files.PassedOver)
        {
            Console.Error.WriteLine($"passed over {path}: nothing in it has an eventName or eventSource");
        }

        if (json)
        {
            using var output = Console.OpenStandardOutput();
            RuleReportWriter.WriteJson(report, output);
        }
        else
        {
            RuleReportWriter.WriteText(report, Console.Out);
        }

        return report.Errors.IsEmpty ? 0 : 1;
    }
}
