using System.Collections.Immutable;

namespace Raposa.Detection;

/// <summary>A YAML value that remembers its line, so that every refusal can name it.</summary>
internal abstract record YamlNode(int Line)
{
    public abstract string Kind { get; }
}

internal sealed record YamlMap(int Line, ImmutableArray<YamlEntry> Entries) : YamlNode(Line)
{
    public override string Kind => "a map";

    public YamlNode? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
}

internal sealed record YamlEntry(string Key, int Line, YamlNode Value);

internal sealed record YamlList(int Line, ImmutableArray<YamlNode> Items) : YamlNode(Line)
{
    public override string Kind => "a list";
}

/// <summary>
/// One scalar. A plain one is read by YAML 1.2's core schema, which Sigma refers to: <c>No</c> is text, <c>true</c> is not.
/// The source text is kept beside the number, because an account id such as 012345678901 is compared as it was written.
/// </summary>
internal sealed record YamlScalar(int Line, string Text, ScalarType Type) : YamlNode(Line)
{
    public override string Kind => Type switch
    {
        ScalarType.Null => "null",
        ScalarType.Boolean => "a boolean",
        ScalarType.Number => "a number",
        _ => "a string",
    };

    public bool IsNull => Type == ScalarType.Null;
}

internal enum ScalarType
{
    Text,
    Number,
    Boolean,
    Null,
}
