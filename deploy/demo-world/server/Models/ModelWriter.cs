using System.Text;
using System.Text.RegularExpressions;

namespace Raposa.DemoWorld.Models;

/// <summary>What the world's models write: they say the titles of the evidence in their order and cite it, unless told what to say.</summary>
internal static partial class ModelWriter
{
    private const int Most = 5;

    public static string Answer(string question)
    {
        var answer = new StringBuilder();
        foreach (Match evidence in Evidence().Matches(question).Take(Most))
        {
            answer.Append(answer.Length > 0 ? " " : "").Append(evidence.Groups["title"].Value.TrimEnd('.'))
                .Append(" [").Append(evidence.Groups["number"].Value).Append("].");
        }

        return answer.Length > 0 ? answer.ToString() : "The evidence does not contain an answer to this question.";
    }

    /// <summary>As a model gives them out: a word at a time, with the blank before it.</summary>
    public static IEnumerable<string> Tokens(string text) => Words().Matches(text).Select(match => match.Value);

    [GeneratedRegex("""<evidence id="(?<number>\d+)"[^>]*>\s*(?<title>[^\n<]+)""")]
    private static partial Regex Evidence();

    [GeneratedRegex(@"\s*\S+")]
    private static partial Regex Words();
}
