namespace Raposa.Detection;

public class ConditionTests
{
    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a and b", "a", false)]
    [InlineData("a and b", "ab", true)]
    [InlineData("a or b", "b", true)]
    [InlineData("not a", "b", true)]
    [InlineData("not not a", "a", true)]
    [InlineData("NOT a AND b", "b", true)]
    // "and" binds more than "or", "not" more than "and".
    [InlineData("a or b and s_1", "a", true)]
    [InlineData("(a or b) and s_1", "a", false)]
    [InlineData("not a and b", "ab", false)]
    [InlineData("not (a and b)", "a", true)]
    [InlineData("1 of s_*", "2", true)]
    [InlineData("all of s_*", "2", false)]
    [InlineData("all of s_*", "12", true)]
    [InlineData("any of s_*", "1", true)]
    [InlineData("2 of them", "a1", true)]
    [InlineData("2 of them", "a", false)]
    [InlineData("1 of *_1", "1", true)]
    [InlineData("a and not 1 of s_*", "a", true)]
    [InlineData("a and not 1 of s_*", "a1", false)]
    [InlineData("all of them", "ab12", true)]
    [InlineData("1 of them", "_", false)]
    public void Operators_bind_as_the_specification_orders_them(string condition, string found, bool matches)
    {
        var rule = Sigma.Rule($"""
            a: [{'{'}f|contains: a{'}'}]
            b: [{'{'}f|contains: b{'}'}]
            s_1: [{'{'}f|contains: '1'{'}'}]
            s_2: [{'{'}f|contains: '2'{'}'}]
            _hidden: [{'{'}f|contains: _{'}'}]
            condition: {condition}
            """);

        Assert.Equal(matches, Sigma.Matches(rule, $$"""{"f":"{{found}}"}"""));
    }

    [Fact]
    public void List_of_conditions_is_linked_with_or()
    {
        var rule = Sigma.Rule("""
            a: {f: a}
            b: {f: b}
            condition:
              - a
              - b
            """);

        Assert.True(Sigma.Matches(rule, """{"f":"b"}"""));
    }

    [Theory]
    [InlineData("a and", "ends where a search identifier was expected")]
    [InlineData("a b", "'b' was not expected there")]
    [InlineData("(a", "a bracket is not closed")]
    [InlineData("a)", "')' was not expected there")]
    [InlineData("c", "'c' is no search identifier")]
    [InlineData("1 of c_*", "fits no search identifier")]
    [InlineData("0 of them", "'0 of' has no meaning")]
    [InlineData("3 of them", "can never match")]
    [InlineData("some of them", "'some of' has no meaning")]
    [InlineData("a | count() by f > 5", "write a correlation rule")]
    [InlineData("a | near b", "write a correlation rule")]
    public void Condition_without_a_meaning_is_refused_with_the_reason(string condition, string reason)
    {
        var error = Sigma.Refusal(Sigma.Rule($$"""
            a: {f: a}
            b: {f: b}
            condition: {{condition}}
            """));

        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(9, error.Line);
    }

    [Fact]
    public void Brackets_nested_without_end_are_refused_and_not_followed()
    {
        var error = Sigma.Refusal(Sigma.Rule($$"""
            a: {f: a}
            condition: {{new string('(', 4000)}}a{{new string(')', 4000)}}
            """));

        Assert.Contains("nested deeper", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Condition_that_multiplies_a_large_search_is_refused()
    {
        var values = string.Join(", ", Enumerable.Range(0, 200).Select(number => $"x{number}"));
        var error = Sigma.Refusal(Sigma.Rule($$"""
            a: {f|startswith: [{{values}}]}
            condition: {{string.Join(" or ", Enumerable.Repeat("a", 200))}}
            """));

        Assert.Contains("40000 tests", error.Reason, StringComparison.Ordinal);
    }
}
