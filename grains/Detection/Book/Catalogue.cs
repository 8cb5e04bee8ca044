using System.Collections.Immutable;

namespace Raposa.Detection;

/// <summary>Rules that every organization has, with the words each is written in.</summary>
internal sealed class Catalogue
{
    private static readonly Lazy<Catalogue> OfThisBuild = new(() => Read(RuleCatalogue.Files()));

    private Catalogue(ImmutableArray<SigmaDocuments> documents, ImmutableDictionary<string, string> sources)
    {
        Documents = documents;
        Sources = sources;
    }

    /// <summary>The one that ships with the platform.</summary>
    public static Catalogue Embedded => OfThisBuild.Value;

    public ImmutableArray<SigmaDocuments> Documents { get; }

    /// <summary>The YAML of each rule by its id.</summary>
    public ImmutableDictionary<string, string> Sources { get; }

    public IEnumerable<SigmaDefinition> Definitions =>
        Documents.SelectMany(file => file.Rules.Concat<SigmaDefinition>(file.Correlations));

    /// <exception cref="InvalidOperationException">A file holds something that is refused; the message names it.</exception>
    public static Catalogue Read(IEnumerable<(string File, string Text)> files)
    {
        var documents = ImmutableArray.CreateBuilder<SigmaDocuments>();
        var sources = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (file, text) in files)
        {
            var read = SigmaParser.Parse(text, file);
            if (read.Errors is [var first, ..])
            {
                throw new InvalidOperationException($"The catalogue is broken: {first}");
            }

            documents.Add(read);
            var texts = YamlTexts.Split(text);
            foreach (var definition in read.Rules.Concat<SigmaDefinition>(read.Correlations))
            {
                sources[definition.Id] = YamlTexts.At(texts, definition.Line);
            }
        }

        return new(documents.ToImmutable(), sources.ToImmutable());
    }
}
