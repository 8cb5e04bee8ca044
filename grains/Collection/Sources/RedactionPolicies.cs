using System.Collections.Frozen;

namespace Raposa.Collection.Sources;

/// <summary>The names of the policies that a declaration may give a path. What each replaces is the inventory's business.</summary>
internal static class RedactionPolicies
{
    /// <summary>Of a list or map of tags: the values whose key or text is about a person.</summary>
    public const string Tags = "pii-tags";

    /// <summary>Every value that stands there, such as a function's environment variables: what they are for, nobody can tell.</summary>
    public const string Values = "pii-value";

    /// <summary>A text with an address, a telephone or an account number of a person in it.</summary>
    public const string Text = "pii-text";

    /// <summary>The name of a database's first user.</summary>
    public const string MasterUsername = "master-username";

    public static readonly FrozenSet<string> Names = new[] { Tags, Values, Text, MasterUsername }.ToFrozenSet();
}
