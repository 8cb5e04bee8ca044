namespace Raposa.Detection;

public class RuleBookTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly RuleBook Empty = new(SampleRules.Shipped, [], RuleBook.NothingDisabled);

    [Fact]
    public void A_rule_is_listed_with_what_it_says_about_itself()
    {
        var book = With(SampleRules.Stop);

        Assert.Equal([SampleRules.DeleteId, SampleRules.StopId], book.List().Select(rule => rule.Id));
        var rule = book.List()[1];
        Assert.Equal(("Logging stopped", "The trail was stopped.", "high", "test"), (rule.Title, rule.Description, rule.Level, rule.Status));
        Assert.Equal(["T1562.008"], rule.Techniques.AsEnumerable());
        Assert.Equal((false, true, false, Now), (rule.IsCatalogue, rule.IsEnabled, rule.IsCorrelation, rule.AddedAt));
        Assert.Null(rule.Source);
    }

    [Fact]
    public void A_rule_asked_for_comes_with_its_own_words()
    {
        var book = With($"{SampleRules.Stop}\n---\n{SampleRules.Both}");

        Assert.Equal($"{SampleRules.Both}\n", book.Find(SampleRules.BothId)!.Source);
        Assert.Equal($"{SampleRules.Delete}\n", book.Find(SampleRules.DeleteId.ToUpperInvariant())!.Source);
        Assert.Null(book.Find("44444444-4444-4444-8444-444444444444"));
    }

    [Fact]
    public void The_same_id_replaces()
    {
        var book = With(SampleRules.Stop).With(Empty.Read(SampleRules.Stop.Replace("Logging stopped", "Trail stopped", StringComparison.Ordinal), Now).Rules);

        Assert.Equal("Trail stopped", Assert.Single(book.Own.Select(rule => book.Find(rule.Id)!.Title)));
    }

    [Fact]
    public void Every_error_is_told_with_its_line_and_nothing_is_added()
    {
        var (rules, errors) = Empty.Read(
            $"""
            title: No condition
            logsource:
                product: aws
                service: cloudtrail
            detection:
                selection:
                    eventName: StopLogging
            ---
            {SampleRules.Stop.Replace("selection\n", "nothing\n", StringComparison.Ordinal).TrimEnd().Replace("condition: selection", "condition: nothing", StringComparison.Ordinal)}
            """,
            Now);

        Assert.Empty(rules);
        Assert.Equal(2, errors.Length);
        Assert.All(errors, error => Assert.StartsWith("line ", error.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void A_correlation_may_stand_on_a_rule_that_is_there_and_on_none_that_is_not()
    {
        Assert.Empty(With(SampleRules.Stop).Read(SampleRules.Both, Now).Errors);

        var error = Assert.Single(Empty.Read(SampleRules.Both, Now).Errors);
        Assert.Contains("'stopped'", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_of_the_catalogue_is_refused()
    {
        var (rules, errors) = Empty.Read(SampleRules.Delete, Now);

        Assert.Empty(rules);
        Assert.Contains("is a rule of the catalogue", Assert.Single(errors).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("title: [")]
    [InlineData("just text")]
    public void A_text_that_is_no_rule_is_refused(string text) => Assert.NotEmpty(Empty.Read(text, Now).Errors);

    [Fact]
    public void A_text_too_long_is_refused_before_it_is_read() =>
        Assert.Contains("longer than", Assert.Single(Empty.Read(new string('#', RuleBook.MaxText + 1), Now).Errors).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_rule_switched_off_does_not_run_and_takes_its_correlations_with_it()
    {
        var book = With($"{SampleRules.Stop}\n---\n{SampleRules.Both}");

        var on = RuleBook.Compile(SampleRules.Shipped, book.Own.Select(rule => rule.Yaml), RuleBook.NothingDisabled);
        var off = RuleBook.Compile(SampleRules.Shipped, book.Own.Select(rule => rule.Yaml), RuleBook.NothingDisabled.Add(SampleRules.StopId.ToUpperInvariant()));

        Assert.Equal((2, 1), (on.Rules.Length, on.Correlations.Length));
        Assert.Equal((1, 0), (off.Rules.Length, off.Correlations.Length));
    }

    [Fact]
    public void What_stands_on_a_rule_is_known()
    {
        var book = With($"{SampleRules.Stop}\n---\n{SampleRules.Both}");

        Assert.Equal(["Stopped three times"], book.DependentsOf(SampleRules.StopId).AsEnumerable());
        Assert.Empty(book.DependentsOf(SampleRules.BothId));
    }

    [Fact]
    public void The_embedded_catalogue_has_the_words_of_each_of_its_rules() => Assert.All(
        Catalogue.Embedded.Definitions,
        rule => Assert.Contains(rule.Title, Catalogue.Embedded.Sources[rule.Id], StringComparison.Ordinal));

    private static RuleBook With(string yaml)
    {
        var (rules, errors) = Empty.Read(yaml, Now);
        Assert.Empty(errors);
        return Empty.With(rules);
    }
}
