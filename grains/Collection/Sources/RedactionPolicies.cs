using System.Collections.Frozen;

namespace Raposa.Collection.Sources;

/// <summary>The names of the policies that a declaration may give a path. What each replaces is the inventory's business.</summary>
internal static class RedactionPolicies
{
    /// <summary>Replaces every value at the path: an address, a person's name, an environment variable.</summary>
    public const string Value = "pii-value";

    /// <summary>Replaces the parts of a text that are about a person, such as an address.</summary>
    public const string Text = "pii-text";

    /// <summary>In a list of tags, or a map of them, replaces the values of those whose key names a person, and in the others' what <see cref="Text"/> would.</summary>
    public const string Tags = "pii-tags";

    /// <summary>Replaces the name of a database's first user.</summary>
    public const string MasterUsername = "master-username";

    public static readonly FrozenSet<string> Names = new[] { Value, Text, Tags, MasterUsername }.ToFrozenSet();
}
