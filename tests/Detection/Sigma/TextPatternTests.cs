using System.Text.RegularExpressions;

namespace Raposa.Detection;

public class TextPatternTests
{
    [Theory]
    [InlineData("prog?.exe", "progA.exe", true)]
    [InlineData("prog?.exe", "prog.exe", false)]
    [InlineData("antivirus_V*.exe", "antivirus_V21.2.1.exe", true)]
    [InlineData("antivirus_V*.exe", "antivirus_V21.2.1.dll", false)]
    [InlineData("*a*b*", "xxaxxbxx", true)]
    [InlineData("*a*b*", "xxbxxaxx", false)]
    [InlineData("a*a", "a", false)]
    [InlineData("a*a", "aa", true)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "x", false)]
    [InlineData("?*", "", false)]
    [InlineData("*ab", "aab", true)]
    [InlineData("*a?c", "abcabc", true)]
    [InlineData("a?c*", "abc", true)]
    [InlineData("f?x", "f🦊x", true)]
    [InlineData("STOPLOGGING", "stoplogging", true)]
    public void Star_is_any_number_of_characters_and_question_mark_exactly_one(string pattern, string text, bool matches) =>
        Assert.Equal(matches, Pattern(pattern).Matches(text));

    /// <summary>The specification's list, section "Escape Character".</summary>
    [Theory]
    [InlineData(@"C:\Windows", @"C:\Windows")]
    [InlineData(@"C:\\Windows", @"C:\Windows")]
    [InlineData(@"\*", "*")]
    [InlineData(@"\?", "?")]
    [InlineData(@"\\\*", @"\*")]
    [InlineData(@"a\\\b", @"a\\b")]
    [InlineData(@"a\\\\b", @"a\\b")]
    [InlineData(@"end\", @"end\")]
    public void Backslash_escapes_wildcards_and_itself_and_nothing_else(string pattern, string only) =>
        Assert.Equal(only, Pattern(pattern).Literal);

    [Fact]
    public void Escaped_backslash_before_a_star_leaves_the_star_a_wildcard()
    {
        Assert.True(Pattern(@"dir\\*").Matches(@"dir\anything"));
        Assert.False(Pattern(@"dir\\*").Matches("dir"));
    }

    [Fact]
    public void Cased_pattern_does_not_match_another_case() =>
        Assert.False(new TextPattern(SigmaText.Parse("Abc*"), cased: true).Matches("abcd"));

    [Fact]
    public void Windash_takes_each_of_the_five_dashes_for_any_other()
    {
        var pattern = new TextPattern(SigmaText.Contains(SigmaText.WithAnyDash(SigmaText.Parse(" -f "))), cased: false);

        Assert.All(new[] { " -f ", " /f ", " \u2013f ", " \u2014f ", " \u2015f " }, text => Assert.True(pattern.Matches("rm" + text + "x")));
        Assert.False(pattern.Matches("rm _f x"));
    }

    /// <summary>A regular expression says the same more slowly.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Pattern_agrees_with_the_regular_expression_it_means(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 20_000; round++)
        {
            var pattern = Letters(random, "ab*?", 6);
            var text = Letters(random, "abA", 8);
            var regex = "^" + Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal) + @"\z";
            var expected = Regex.IsMatch(text, regex, RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant);

            Assert.True(expected == Pattern(pattern).Matches(text), $"'{pattern}' on '{text}' (seed {seed})");
        }
    }

    private static TextPattern Pattern(string source) => new(SigmaText.Parse(source), cased: false);

    private static string Letters(Random random, string alphabet, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(most + 1)).Select(_ => alphabet[random.Next(alphabet.Length)]));
}
