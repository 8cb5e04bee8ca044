namespace Raposa.Detection;

/// <summary>How bad it is when the rule matches, in Sigma's words. Stored by number: append, never renumber.</summary>
public enum SigmaLevel
{
    Informational = 0,
    Low = 1,
    Medium = 2,
    High = 3,
    Critical = 4,
}

/// <summary>How ripe a rule is, in Sigma's words. A rule that calls itself <c>unsupported</c> is refused, so it has no value here.</summary>
public enum SigmaStatus
{
    Stable = 0,
    Test = 1,
    Experimental = 2,

    /// <summary>Replaced by another rule. It still runs, because whoever loads it may not have the other.</summary>
    Deprecated = 3,
}
