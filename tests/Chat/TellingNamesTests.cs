namespace Raposa.Chat;

public class TellingNamesTests
{
    private static readonly Dictionary<string, int> Texts = new(StringComparer.Ordinal)
    {
        ["bench"] = 1_000, ["bucket"] = 1_000, ["0007"] = 1, ["public"] = 900, ["encrypt"] = 300, ["snapshot"] = 350, ["rd"] = 40,
    };

    [Fact]
    public void A_name_is_as_rare_as_its_rarest_part_and_stays_whole() =>
        Assert.Equal(["bench-bucket-0007"], Of("is bench-bucket-0007 a public bucket"));

    [Fact]
    public void Words_that_most_texts_have_are_not_asked_for() => Assert.Empty(Of("public buckets"));

    [Fact]
    public void The_rarest_come_first_until_their_texts_are_many() => Assert.Equal(["rds", "encrypted"], Of("encrypted rds snapshots"));

    [Fact]
    public void The_rarest_is_asked_for_however_many_texts_have_it() =>
        Assert.Equal("apple", Assert.Single(TellingNames.Of("apple pear", 10_000, term => term == "appl" ? 4_000 : 5_000)));

    [Fact]
    public void What_no_text_has_costs_nothing_and_is_kept() => Assert.Equal(["i-0abc", "rds"], Of("RDS i-0abc").Select(name => name.ToLowerInvariant()));

    [Fact]
    public void In_few_texts_every_word_is_asked_for() =>
        Assert.Equal(2, TellingNames.Of("public bucket", 300, _ => 200).Length);

    private static string[] Of(string question) => [.. TellingNames.Of(question, 1_000, term => Texts.GetValueOrDefault(term))];
}
