using System.Text.Json;

namespace Raposa.Inventory;

public class DocumentDiffTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[1,2]}""", """{"b":[1,2],"a":1}""", "")]
    [InlineData("""{"a":1}""", """{"a":2}""", "$.a: 1 -> 2")]
    [InlineData("""{"a":{"b":"x"}}""", """{"a":{"b":"y","c":null}}""", "$.a.b: \"x\" -> \"y\"; $.a.c: nothing -> null")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2}""", "$.a: 1 -> nothing")]
    [InlineData("""{"a":[1,2,3]}""", """{"a":[0,1,2,3]}""", "$.a[0]: nothing -> 0")]
    [InlineData("""{"a":[1,2,3]}""", """{"a":[1,3]}""", "$.a[1]: 2 -> nothing")]
    [InlineData("""{"a":[{"k":1,"v":1},{"k":2,"v":2}]}""", """{"a":[{"k":1,"v":1},{"k":2,"v":3}]}""", "$.a[1].v: 2 -> 3")]
    [InlineData("""{"a":[1]}""", """{"a":{"b":1}}""", """$.a: [1] -> {"b":1}""")]
    [InlineData("""{"aws:x":1}""", """{"aws:x":2}""", "$.\"aws:x\": 1 -> 2")]
    [InlineData("[]", "[1]", "$[0]: nothing -> 1")]
    public void Names_each_place_that_differs(string old, string now, string expected) => Assert.Equal(
        expected,
        string.Join("; ", Diff(old, now).Select(change => $"{change.Path}: {change.Old ?? "nothing"} -> {change.New ?? "nothing"}")));

    private static List<FieldChange> Diff(string old, string now)
    {
        using var before = JsonDocument.Parse(old);
        using var after = JsonDocument.Parse(now);
        return [.. DocumentDiff.Of(before.RootElement, after.RootElement)];
    }
}
