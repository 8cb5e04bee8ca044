using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Raposa.Chat;

/// <summary><c>./raposa retrieval eval</c>: how well the search that needs no model finds what answers a question.</summary>
internal static class RetrievalCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Build() => new("retrieval", "the search behind the copilot, offline") { BuildEval() };

    private static Command BuildEval()
    {
        var documents = new Option<FileInfo>("--docs") { Description = "JSON lines with id and text", Required = true };
        var questions = new Option<FileInfo>("--queries") { Description = "JSON lines with id and text", Required = true };
        var judgements = new Option<FileInfo>("--qrels") { Description = "question, document and grade, separated by tabs", Required = true };
        var json = new Option<bool>("--json") { Description = "print JSON instead of a table" };
        var command = new Command("eval", "recall@5, recall@10, mrr and ndcg@10 on documents by their text alone") { documents, questions, judgements, json };
        foreach (var file in new[] { documents, questions, judgements })
        {
            file.AcceptExistingOnly();
        }

        command.SetAction(parsed => Eval(
            parsed.GetRequiredValue(documents), parsed.GetRequiredValue(questions), parsed.GetRequiredValue(judgements), parsed.GetValue(json)));
        return command;
    }

    private static int Eval(FileInfo documents, FileInfo questions, FileInfo judgements, bool json)
    {
        RetrievalSet set;
        try
        {
            set = RetrievalSet.Read(documents.FullName, questions.FullName, judgements.FullName);
        }
        catch (FormatException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 1;
        }

        var index = new HybridIndex(set.Documents);
        var score = RetrievalScore.Of(set, question => [.. index.Search(question, set.Documents.Length).Select(found => found.Id)]);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(Figures(set, score), Indented));
            return 0;
        }

        foreach (var (name, value) in Figures(set, score))
        {
            Console.WriteLine($"{name,-10} {Text(value)}");
        }

        return 0;
    }

    private static Dictionary<string, object> Figures(RetrievalSet set, RetrievalScore score) => new()
    {
        ["embedder"] = LexicalEmbedder.Name,
        ["docs"] = set.Documents.Length,
        ["queries"] = score.Questions,
        ["recall@5"] = Math.Round(score.RecallAt5, 4),
        ["recall@10"] = Math.Round(score.RecallAt10, 4),
        ["mrr"] = Math.Round(score.Mrr, 4),
        ["ndcg@10"] = Math.Round(score.NdcgAt10, 4),
    };

    private static string Text(object value) => value is double number
        ? number.ToString("0.0000", CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
