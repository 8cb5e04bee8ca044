using System.CommandLine;

namespace Raposa.Detection;

/// <summary><c>./raposa rules …</c>: Sigma rules over files of events, without a server.</summary>
internal static class RulesCommand
{
    public static Command Build() => new("rules", "Sigma rules over CloudTrail files, offline")
    {
        BuildEval(),
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

    private static int Eval(string rules, string events, bool json)
    {
        foreach (var path in (string[])[rules, events])
        {
            if (!File.Exists(path) && !Directory.Exists(path))
            {
                Console.Error.WriteLine($"There is no file or folder '{path}'.");
                return 1;
            }
        }

        var files = new EventFiles(events);
        var report = RuleEvaluation.Run(
            RuleFiles.Load(rules), files, (path, count) => Console.Error.WriteLine($"{count} events, now in {path}"));
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
