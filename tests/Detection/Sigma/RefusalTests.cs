namespace Raposa.Detection;

/// <summary>What a rule asks and cannot have is an error with the line and the remedy.</summary>
public class RefusalTests
{
    [Theory]
    [InlineData("f|contians: x", "unknown modifier 'contians'")]
    [InlineData("f|contains|contains: x", "given twice")]
    [InlineData("f|re|cidr: x", "re and cidr exclude each other")]
    [InlineData("f|lt|gt: 1", "lt and gt exclude each other")]
    [InlineData("f|cidr|contains: 10.0.0.0/8", "'contains' cannot stand here")]
    [InlineData("f|i: x", "'i' cannot stand here: it belongs behind re")]
    [InlineData("f|i|re: x", "belong behind re")]
    [InlineData("f|re|i|cased: x", "contradict each other")]
    [InlineData("f|lt: five", "'five' is not a number")]
    [InlineData("f|hour: 24", "24 is no hour: it goes from 0 to 23")]
    [InlineData("f|month: 0", "0 is no month")]
    [InlineData("f|cidr: 10.0.0.1/8", "write the network's own address")]
    [InlineData("f|cidr: 10.0.0.0/33", "from 0 to 32")]
    [InlineData("f|cidr: host", "'host' is not a network")]
    [InlineData("f|exists: 'yes'", "takes true or false")]
    [InlineData("f|exists: [true, false]", "takes true or false")]
    [InlineData("f|contains: null", "null has no text")]
    [InlineData("f|fieldref: 5", "takes the name of a field")]
    [InlineData("f|base64: a*b", "cannot encode a wildcard")]
    [InlineData("f|contains|base64: ab", "cannot encode a wildcard")]
    [InlineData("f|expand: '%Admins%'", "no values are configured for the placeholder %Admins%")]
    [InlineData("f: {a: b}", "write nested fields with dots")]
    [InlineData("f: [[a]]", "holds a list as a value")]
    [InlineData("f: []", "has an empty list")]
    [InlineData("'|exists': true", "names no field")]
    public void Field_without_a_meaning_is_refused(string selection, string reason)
    {
        var error = Sigma.Refusal(Sigma.Selecting(selection));

        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(("rule0.yml", 8), (error.File, error.Line));
    }

    [Theory]
    [InlineData(@"a(?=b)", "lookarounds")]
    [InlineData(@"(?<!a)b", "lookarounds")]
    [InlineData(@"(a)\1", "backreferences")]
    [InlineData(@"(?>a+)b", "atomic groups")]
    [InlineData(@"(a", "not a regular expression")]
    [InlineData(@"a++", "not a regular expression")]
    [InlineData(@"[[:alpha:]]", "POSIX classes")]
    [InlineData(@"(a{1000}){1000}", "unfold to more than")]
    [InlineData(@"((((a{99}){99}){99}){99}){99}", "unfold to more than")]
    public void Regular_expression_that_could_take_forever_is_refused(string pattern, string reason) =>
        Assert.Contains(reason, Sigma.Refusal(Sigma.Selecting($"f|re: '{pattern}'")).Reason, StringComparison.Ordinal);

    [Fact]
    public void Regular_expression_that_ruins_backtracking_engines_is_matched()
    {
        var rule = Sigma.Selecting("f|re: '^(a+)+$'");

        Assert.False(Sigma.Matches(rule, $$"""{"f":"{{new string('a', 50_000)}}b"}"""));
    }

    [Theory]
    [InlineData("product: windows\n  service: security", "logsource product 'windows'")]
    [InlineData("product: aws\n  service: guardduty", "logsource service 'guardduty'")]
    [InlineData("product: aws\n  category: process_creation", "it has no categories")]
    [InlineData("definition: anything", "names neither product nor service")]
    public void Rule_for_another_log_is_refused(string source, string reason)
    {
        var text = Sigma.Selecting("f: x").Replace("product: aws\n  service: cloudtrail", source, StringComparison.Ordinal);

        Assert.Contains(reason, Sigma.Refusal(text).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("product: aws")]
    [InlineData("service: cloudtrail")]
    [InlineData("product: AWS\n  service: CloudTrail\n  definition: with data events")]
    public void Rule_for_all_logs_of_aws_is_loaded(string source)
    {
        var text = Sigma.Selecting("f: x").Replace("product: aws\n  service: cloudtrail", source, StringComparison.Ordinal);

        Assert.Empty(Sigma.Load(text).Errors);
    }

    [Theory]
    [InlineData("status: unsupported", "calls itself unsupported")]
    [InlineData("status: ripe", "unknown status 'ripe'")]
    [InlineData("level: huge", "unknown level 'huge'")]
    [InlineData("taxonomy: ecs", "only the taxonomy 'sigma'")]
    [InlineData("action: global", "'action: global' was removed from Sigma")]
    [InlineData("filter: {rules: any}", "Sigma filters are not applied here")]
    [InlineData("correlation: {type: event_count}", "either a rule or a correlation")]
    [InlineData("title: again", "the key 'title' is given twice")]
    [InlineData("<<: {a: b}", "merge keys")]
    [InlineData("custom: !secret x", "the tag !secret")]
    [InlineData("custom: *nothing", "refers to no earlier anchor")]
    public void Document_that_asks_for_what_is_not_here_is_refused(string line, string reason)
    {
        var error = Sigma.Refusal(Sigma.Selecting("f: x") + "\n" + line);

        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.True(error.Line > 0);
    }

    [Theory]
    [InlineData("a: {f: x}", "has no 'condition'")]
    [InlineData("a: {f: x}\ncondition: a\ntimeframe: 5m", "write a correlation rule with 'timespan'")]
    [InlineData("a: []\ncondition: a", "is an empty list")]
    [InlineData("a: {}\ncondition: a", "is an empty map")]
    [InlineData("a: null\ncondition: a", "is empty")]
    [InlineData("a: [[x]]\ncondition: a", "holds a list")]
    [InlineData("a: {f: x}\ncondition: [[a]]", "a condition is a string")]
    public void Detection_without_a_meaning_is_refused(string detection, string reason) =>
        Assert.Contains(reason, Sigma.Refusal(Sigma.Rule(detection)).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "holds no rule")]
    [InlineData("# nothing", "holds no rule")]
    [InlineData("just text", "this is a string")]
    [InlineData("- a\n- b", "this is a list")]
    [InlineData("a: [b", "not valid YAML")]
    [InlineData("id: x\nlogsource: {product: aws}\ndetection: {a: {f: x}, condition: a}", "needs a 'title'")]
    [InlineData("title: x\ndetection: {a: {f: x}, condition: a}", "needs 'logsource'")]
    [InlineData("title: x\nlogsource: {product: aws}", "needs 'detection'")]
    public void File_that_is_no_rule_says_so(string text, string reason) =>
        Assert.Contains(reason, Sigma.Refusal(text).Reason, StringComparison.Ordinal);

    [Fact]
    public void Aliases_of_aliases_do_not_fill_the_memory()
    {
        var bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(
            Enumerable.Range('b', 9).Select(letter => $"{(char)letter}: &{(char)letter} [{string.Join(", ", Enumerable.Repeat("*" + (char)(letter - 1), 10))}]\n"));

        Assert.Contains("more than 50000 values", Sigma.Refusal(bomb).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_nested_without_end_do_not_overflow_the_stack() =>
        Assert.Contains("nested deeper", Sigma.Refusal("a: " + new string('[', 100_000)).Reason, StringComparison.Ordinal);
}
