namespace Raposa.Detection;

public class ModifierTests
{
    [Theory]
    [InlineData("f: abc", "\"ABC\"", true)]
    [InlineData("f: abc", "\"abcd\"", false)]
    [InlineData("f|contains: bc", "\"abcd\"", true)]
    [InlineData("f|contains: ''", "\"x\"", true)]
    [InlineData("f|startswith: ab", "\"abcd\"", true)]
    [InlineData("f|startswith: bc", "\"abcd\"", false)]
    [InlineData("f|endswith: cd", "\"abcd\"", true)]
    [InlineData("f|endswith: bc", "\"abcd\"", false)]
    [InlineData("f|contains|all: [ab, cd]", "\"cd ab\"", true)]
    [InlineData("f|contains|all: [ab, cd]", "\"ab\"", false)]
    [InlineData("f|contains: [ab, cd]", "\"cd\"", true)]
    [InlineData("f|cased: Abc", "\"abc\"", false)]
    [InlineData("f|cased: Abc", "\"Abc\"", true)]
    [InlineData("f|contains|cased: [Abc, Def, Ghi]", "\"xDefx\"", true)]
    [InlineData("f|cased: [Abc, Def, Ghi]", "\"def\"", false)]
    public void String_modifiers_say_where_and_how_the_value_stands(string selection, string value, bool matches) =>
        AssertMatch(selection, value, matches);

    [Theory]
    [InlineData("f|re: ^a.c$", "\"abc\"", true)]
    [InlineData("f|re: ^a.c$", "\"ABC\"", false)]
    [InlineData("f|re|i: ^a.c$", "\"ABC\"", true)]
    [InlineData("f|re: b", "\"abc\"", true)]
    [InlineData("f|re: ^b$", "\"a\\nb\\nc\"", false)]
    [InlineData("f|re|m: ^b$", "\"a\\nb\\nc\"", true)]
    [InlineData("f|re: a.b", "\"a\\nb\"", false)]
    [InlineData("f|re|s: a.b", "\"a\\nb\"", true)]
    [InlineData("f|re|startswith: b|c", "\"xb\"", false)]
    [InlineData("f|re|endswith: b|x", "\"xb\"", true)]
    public void Regular_expressions_mind_case_unless_told_otherwise(string selection, string value, bool matches) =>
        AssertMatch(selection, value, matches);

    [Theory]
    [InlineData("f|base64: foobar", "\"Zm9vYmFy\"", true)]
    [InlineData("f|base64|contains: foo", "\"xxZm9vyy\"", true)]
    [InlineData("f|utf16le|base64: cmd", "\"YwBtAGQA\"", true)]
    [InlineData("f|wide|base64: cmd", "\"YwBtAGQA\"", true)]
    [InlineData("f|utf16be|base64: cmd", "\"AGMAbQBk\"", true)]
    [InlineData("f|utf16|base64: cmd", "\"//5jAG0AZAA=\"", true)]
    [InlineData("f|wide: hi", "\"h\\u0000i\\u0000\"", true)]
    // "foobar" behind nothing, one and two other characters.
    [InlineData("f|base64offset|contains: foobar", "\"Zm9vYmFyIQ==\"", true)]
    [InlineData("f|base64offset|contains: foobar", "\"IWZvb2Jhcg==\"", true)]
    [InlineData("f|base64offset|contains: foobar", "\"ISFmb29iYXI=\"", true)]
    [InlineData("f|base64offset|contains: foobar", "\"Zm9vYmF6\"", false)]
    [InlineData("f|windash|base64: -a", "\"L2E=\"", true)]
    public void Encodings_are_applied_to_the_value_in_the_order_written(string selection, string value, bool matches) =>
        AssertMatch(selection, value, matches);

    [Theory]
    [InlineData("f|cidr: 10.0.0.0/8", "\"10.255.0.1\"", true)]
    [InlineData("f|cidr: 10.0.0.0/8", "\"11.0.0.1\"", false)]
    [InlineData("f|cidr: 10.0.0.0/8", "\"::ffff:10.0.0.1\"", true)]
    [InlineData("f|cidr: 10.0.0.0/8", "\"AWS Internal\"", false)]
    [InlineData("f|cidr: 0.0.0.0/0", "\"1\"", false)]
    [InlineData("f|cidr: 0.0.0.0/0", "\"2001:db8::1\"", false)]
    [InlineData("f|cidr: 2001:db8::/32", "\"2001:DB8:1::5\"", true)]
    [InlineData("f|cidr: 192.0.2.7", "\"192.0.2.7\"", true)]
    [InlineData("f|cidr: [10.0.0.0/8, 192.0.2.0/24]", "\"192.0.2.200\"", true)]
    public void Cidr_holds_addresses_of_its_network_and_nothing_else(string selection, string value, bool matches) =>
        AssertMatch(selection, value, matches);

    [Theory]
    [InlineData("f|lt: 5", "4", true)]
    [InlineData("f|lt: 5", "5", false)]
    [InlineData("f|lte: 5", "5", true)]
    [InlineData("f|gt: 5", "5.5", true)]
    [InlineData("f|gte: 5", "\"5\"", true)]
    [InlineData("f|gte: 5", "\"five\"", false)]
    [InlineData("f|gt: -1", "0", true)]
    public void Comparisons_are_numeric_whether_the_event_quotes_the_number_or_not(string selection, string value, bool matches) =>
        AssertMatch(selection, value, matches);

    [Theory]
    [InlineData("f|minute: 7", true)]
    [InlineData("f|hour: 23", true)]
    [InlineData("f|hour|gte: 22", true)]
    [InlineData("f|hour|lt: 6", false)]
    [InlineData("f|day: 31", true)]
    [InlineData("f|week: 1", true)]
    [InlineData("f|month: 12", true)]
    [InlineData("f|year: 2024", true)]
    [InlineData("f|year|neq: 2024", false)]
    public void Parts_of_a_date_are_taken_as_written(string selection, bool matches) =>
        AssertMatch(selection, "\"2024-12-31T23:07:00Z\"", matches);

    [Theory]
    [InlineData("f|neq: abc", "\"abd\"", true)]
    [InlineData("f|neq: [abc, abd]", "\"abd\"", false)]
    [InlineData("f|contains|neq: b", "\"abc\"", false)]
    [InlineData("f|neq: 5", "5", false)]
    [InlineData("missing|neq: x", "1", true)]
    public void Neq_holds_where_none_of_the_values_is_found(string selection, string value, bool matches) =>
        AssertMatch(selection, value, matches);

    [Theory]
    [InlineData("f|exists: true", true)]
    [InlineData("f|exists: false", false)]
    [InlineData("missing|exists: true", false)]
    [InlineData("missing|exists: false", true)]
    public void Exists_asks_for_presence_even_of_null(string selection, bool matches) => AssertMatch(selection, "null", matches);

    [Theory]
    [InlineData("a|fieldref: b", "x", "X", true)]
    [InlineData("a|fieldref|cased: b", "x", "X", false)]
    [InlineData("a|fieldref|startswith: b", "xyz", "xy", true)]
    [InlineData("a|fieldref|endswith: b", "xyz", "yz", true)]
    [InlineData("a|fieldref|contains: b", "xyz", "y", true)]
    [InlineData("a|fieldref|neq: b", "x", "y", true)]
    [InlineData("a|fieldref: c", "x", "x", false)]
    public void Fieldref_compares_with_another_field_of_the_event(string selection, string a, string b, bool matches) =>
        Assert.Equal(matches, Sigma.Matches(Sigma.Selecting(selection), $$"""{"a":"{{a}}","b":"{{b}}"}"""));

    [Fact]
    public void Placeholders_are_replaced_by_the_values_given_for_them()
    {
        var options = new SigmaOptions { Placeholders = SigmaOptions.Default.Placeholders.Add("Admins", ["anna", "ben*"]) };
        var set = RuleSet.Load([("r.yml", Sigma.Selecting("f|expand: 'user/%Admins%'"))], options);

        Assert.Single(set.Evaluate(Sigma.Json("""{"f":"user/Benedict"}""")));
        Assert.Empty(set.Evaluate(Sigma.Json("""{"f":"user/carla"}""")));
    }

    [Fact]
    public void Escaped_percent_sign_opens_no_placeholder() =>
        Assert.True(Sigma.Matches(Sigma.Selecting(@"f|expand: 'a\%b%'"), """{"f":"a%b%"}"""));

    private static void AssertMatch(string selection, string value, bool matches) =>
        Assert.Equal(matches, Sigma.Matches(Sigma.Selecting(selection), $$"""{"f":{{value}}}"""));
}
