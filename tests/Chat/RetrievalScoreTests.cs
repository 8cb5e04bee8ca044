using System.Collections.Immutable;

namespace Raposa.Chat;

public sealed class RetrievalScoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("raposa-retrieval-");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Two questions: one finds its only document second, the other finds one of two, at place six.</summary>
    [Fact]
    public void Figures_are_means_over_the_questions()
    {
        var set = new RetrievalSet(
            [],
            [("q1", "first"), ("q2", "second"), ("q3", "unjudged")],
            new Dictionary<string, ImmutableDictionary<string, int>>
            {
                ["q1"] = ImmutableDictionary<string, int>.Empty.Add("b", 1),
                ["q2"] = ImmutableDictionary<string, int>.Empty.Add("f", 1).Add("z", 1),
            });

        var score = RetrievalScore.Of(set, question => question == "first" ? ["a", "b"] : ["a", "b", "c", "d", "e", "f"]);

        Assert.Equal(2, score.Questions);
        Assert.Equal((1 + 0) / 2.0, score.RecallAt5, 10);
        Assert.Equal((1 + 0.5) / 2, score.RecallAt10, 10);
        Assert.Equal((1 / 2.0 + 1 / 6.0) / 2, score.Mrr, 10);
        // 1/log2(3), and 1/log2(7) over 1 + 1/log2(3).
        Assert.Equal((0.6309297536 + (0.3562071871 / 1.6309297536)) / 2, score.NdcgAt10, 8);
    }

    [Fact]
    public void Files_are_read_by_their_lines()
    {
        var set = RetrievalSet.Read(
            File("docs", """{"id":"d1","text":"one","severity":"low"}"""), File("queries", """{"id":"q1","text":"?"}"""),
            File("qrels", "q1\td1\t1\nq1\td2\t0\nq1 0 d3 2\n"));

        Assert.Equal(("d1", "one"), Assert.Single(set.Documents));
        Assert.Equal(["d1", "d3"], set.Relevant["q1"].Keys.Order());
    }

    [Fact]
    public void A_broken_line_is_named()
    {
        var broken = Assert.Throws<FormatException>(
            () => RetrievalSet.Read(File("docs", "{}"), File("queries", ""), File("qrels", "q1\td1")));

        Assert.Contains("docs:1 is no JSON object", broken.Message, StringComparison.Ordinal);
    }

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
