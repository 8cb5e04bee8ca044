#if ENGINE_LOCAL
using System.Reflection;

namespace Raposa.Engine;

/// <summary>
/// Each trap of Orleans' semantics that the engine reproduces (numbered as in silo/LocalEngine/README.md), and each rule
/// that the design calls strict, has a test that says so in a trait.
/// </summary>
public class CoverageTests
{
    private static readonly string[] StrictRules = ["copied", "marked", "not re-entered", "waits on itself", "no finer than a minute"];

    private static readonly ILookup<(string, string), MethodInfo> Tests = typeof(CoverageTests).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(CoverageTests).Namespace)
        .SelectMany(type => type.GetMethods())
        .Where(method => method.IsDefined(typeof(FactAttribute)))
        .SelectMany(method => method.GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(TraitAttribute))
            .Select(attribute => (
                Trait: ((string)attribute.ConstructorArguments[0].Value!, (string)attribute.ConstructorArguments[1].Value!),
                Method: method)))
        .ToLookup(pair => pair.Trait, pair => pair.Method);

    [Fact]
    public void Every_trap_has_a_test() =>
        Assert.All(Enumerable.Range(1, 23), number => Assert.True(Tests.Contains(("trap", $"{number}")), $"trap {number} has no test"));

    [Fact]
    public void Every_strict_rule_has_a_test() =>
        Assert.All(StrictRules, rule => Assert.True(Tests.Contains(("rule", rule)), $"the rule '{rule}' has no test"));

    [Fact]
    public void No_test_names_a_trap_or_a_rule_that_there_is_not() => Assert.All(Tests, group => Assert.True(
        group.Key switch
        {
            ("rule", var rule) => StrictRules.Contains(rule),
            ("trap", var trap) => int.TryParse(trap, out var number) && number is >= 1 and <= 23,
            _ => true,
        },
        $"there is no {group.Key}"));
}
#endif
