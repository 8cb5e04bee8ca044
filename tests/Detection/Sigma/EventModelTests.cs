namespace Raposa.Detection;

public class EventModelTests
{
    [Theory]
    [InlineData("a.b.c: x", """{"a":{"b":{"c":"x"}}}""")]
    [InlineData("a.b: x", """{"a":[{"b":"y"},{"b":"x"}]}""")]
    [InlineData("a: x", """{"a":["y","x"]}""")]
    [InlineData("a.b: x", """{"a":[[{"b":["x"]}]]}""")]
    [InlineData("a.b.c: x", """{"a":{"b.c":"x"}}""")]
    [InlineData("a.b.c: x", """{"a.b":{"c":"x"}}""")]
    public void Dots_lead_into_objects_and_arrays_mean_any_element(string selection, string record) =>
        Assert.True(Sigma.Matches(Sigma.Selecting(selection), record));

    [Fact]
    public void Field_names_mind_case() => Assert.False(Sigma.Matches(Sigma.Selecting("a: x"), """{"A":"x"}"""));

    [Theory]
    [InlineData("requestParameters|contains: Suspended", """{"requestParameters":{"V":{"Status":"Suspended"}}}""", true)]
    [InlineData("requestParameters|contains: '\"Status\":\"Suspended\"'", """{"requestParameters": { "V": { "Status" : "Suspended" } } }""", true)]
    [InlineData("requestParameters|contains: '<b>+'", """{"requestParameters":{"V":"<b>+"}}""", true)]
    [InlineData("requestParameters|contains: '*'", """{"requestParameters":null}""", false)]
    [InlineData("requestParameters|contains: '*'", """{"requestParameters":{}}""", true)]
    public void Object_is_compared_as_compact_json(string selection, string record, bool matches) =>
        Assert.Equal(matches, Sigma.Matches(Sigma.Selecting(selection), record));

    [Theory]
    [InlineData("f: 22", "22", true)]
    [InlineData("f: 22", "\"22\"", true)]
    [InlineData("f: 22", "22.0", true)]
    [InlineData("f: '22'", "22", true)]
    [InlineData("f: 222", "22", false)]
    [InlineData("f: 012345678901", "\"012345678901\"", true)]
    [InlineData("f: true", "true", true)]
    [InlineData("f: 'true'", "true", true)]
    [InlineData("f: true", "\"True\"", true)]
    [InlineData("f: 'No'", "\"NO\"", true)]
    [InlineData("f: No", "\"NO\"", true)]
    [InlineData("f: ''", "\"\"", true)]
    [InlineData("f: ''", "null", false)]
    public void Numbers_and_booleans_equal_their_texts(string selection, string value, bool matches) =>
        Assert.Equal(matches, Sigma.Matches(Sigma.Selecting(selection), $$"""{"f":{{value}}}"""));

    [Theory]
    [InlineData("""{"f":null}""", true)]
    [InlineData("""{"g":1}""", true)]
    [InlineData("""{"f":[]}""", true)]
    [InlineData("""{"f":""}""", false)]
    [InlineData("""{"f":false}""", false)]
    public void Null_means_absent_or_null(string record, bool matches) =>
        Assert.Equal(matches, Sigma.Matches(Sigma.Selecting("f: null"), record));

    [Fact]
    public void Null_may_stand_in_a_list_of_values() =>
        Assert.True(Sigma.Matches(Sigma.Selecting("f: ['', null]"), """{"g":1}"""));

    [Theory]
    [InlineData("""{"a":{"b":["x evilservice y"]}}""", true)]
    [InlineData("""{"a":4625}""", true)]
    [InlineData("""{"evilservice":1}""", false)]
    public void Keywords_are_searched_in_every_value(string record, bool matches)
    {
        var rule = Sigma.Rule("""
            keywords:
              - EVILSERVICE
              - 4625
            condition: keywords
            """);

        Assert.Equal(matches, Sigma.Matches(rule, record));
    }

    [Theory]
    [InlineData("""{"a":"one","b":"two"}""", true)]
    [InlineData("""{"a":"one"}""", false)]
    public void Keywords_under_all_must_each_be_found(string record, bool matches)
    {
        var rule = Sigma.Rule("""
            keywords:
              '|all':
                - one
                - two
            condition: keywords
            """);

        Assert.Equal(matches, Sigma.Matches(rule, record));
    }

    [Fact]
    public void Keyword_may_be_a_regular_expression()
    {
        var rule = Sigma.Rule("""
            keywords:
              '|re': '^A[KS]IA[A-Z]{4}$'
            condition: keywords
            """);

        Assert.True(Sigma.Matches(rule, """{"a":{"key":"ASIAABCD"}}"""));
    }

    [Fact]
    public void List_of_maps_is_linked_with_or_and_each_map_with_and()
    {
        var rule = Sigma.Selecting("""
            - a: 1
              b: 1
            - c: 1
            - word
            """);

        Assert.False(Sigma.Matches(rule, """{"a":1}"""));
        Assert.True(Sigma.Matches(rule, """{"a":1,"b":1}"""));
        Assert.True(Sigma.Matches(rule, """{"c":1}"""));
        Assert.True(Sigma.Matches(rule, """{"d":"a word here"}"""));
    }

    [Theory]
    [InlineData("""{"f":"\ud800"}""")]
    [InlineData("""{"f":{"g":"\udfff"}}""")]
    [InlineData("""{"\ud800":"x","f":1}""")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("null")]
    public void Event_that_is_no_proper_text_or_object_is_evaluated_all_the_same(string record)
    {
        var set = Sigma.Load(
            Sigma.Selecting("f|contains: abc"),
            Sigma.Rule("k: [word]\ncondition: not k").Replace("11111111-1", "21111111-1", StringComparison.Ordinal));

        Assert.Equal(["21111111-1111-4111-8111-111111111111"], set.Evaluate(Sigma.Json(record)).Select(rule => rule.Id));
    }
}
