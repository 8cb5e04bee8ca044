namespace Raposa.Detection;

/// <summary>A rule over single CloudTrail events. Immutable; one rule may stand in many sets.</summary>
public sealed record SigmaRule : SigmaDefinition
{
    internal SigmaRule(Expression condition) => Condition = condition;

    /// <summary>The condition with its searches put in; a list of conditions is linked with OR.</summary>
    internal Expression Condition { get; }
}
