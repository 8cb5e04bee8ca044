using System.Collections.Immutable;
using System.Text;

namespace Raposa.Detection;

/// <summary>
/// The starter catalogue: the rules of this folder, which travel inside the assembly. Each says under <c>custom</c> which
/// ATT&amp;CK version its tags are from, what to do when it matches, and the events it must and must not match.
/// </summary>
public static class RuleCatalogue
{
    private const string Prefix = "rules/";

    private static readonly Lazy<ImmutableArray<SigmaDocuments>> Parsed = new(() =>
        [.. Files().Select(file => SigmaParser.Parse(file.Text, file.File))]);

    /// <summary>The parsed files, to be compiled with an organization's own.</summary>
    public static ImmutableArray<SigmaDocuments> Documents => Parsed.Value;

    /// <summary>The catalogue alone.</summary>
    public static RuleSet Compile() => RuleSet.Compile(Documents);

    /// <summary>The files as they are written.</summary>
    internal static IEnumerable<(string File, string Text)> Files()
    {
        var assembly = typeof(RuleCatalogue).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            yield return (name[Prefix.Length..], reader.ReadToEnd());
        }
    }
}
