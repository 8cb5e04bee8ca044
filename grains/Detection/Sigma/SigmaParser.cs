using System.Collections.Immutable;

namespace Raposa.Detection;

/// <summary>What a file held: rules, correlations, and for each document that is neither, why not.</summary>
public sealed record SigmaDocuments(
    ImmutableArray<SigmaRule> Rules, ImmutableArray<SigmaCorrelation> Correlations, ImmutableArray<SigmaError> Errors);

/// <summary>Reads Sigma rule files for <c>product: aws, service: cloudtrail</c>, unmodified, one or many documents in each.</summary>
/// <remarks>
/// Never throws for what stands in a file. What a rule asks and cannot have here is an error that names the line and the
/// remedy; a rule is never loaded in part, because it would then match something its author did not write.
/// </remarks>
public static class SigmaParser
{
    public static SigmaDocuments Parse(string text, string file, SigmaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var rules = ImmutableArray.CreateBuilder<SigmaRule>();
        var correlations = ImmutableArray.CreateBuilder<SigmaCorrelation>();
        var errors = ImmutableArray.CreateBuilder<SigmaError>();
        var (documents, broken) = YamlReader.Read(text);
        foreach (var document in documents)
        {
            try
            {
                switch (DocumentReader.Read(document, file, options ?? SigmaOptions.Default))
                {
                    case SigmaRule rule:
                        rules.Add(rule);
                        break;
                    case SigmaCorrelation correlation:
                        correlations.Add(correlation);
                        break;
                }
            }
            catch (SigmaException refused)
            {
                errors.Add(new SigmaError(file, refused.Line, refused.Message));
            }
        }

        if (broken is not null)
        {
            errors.Add(new SigmaError(file, broken.Line, broken.Message));
        }
        else if (documents.All(document => document is YamlScalar { IsNull: true }))
        {
            errors.Add(new SigmaError(file, 0, "the file holds no rule"));
        }

        return new SigmaDocuments(rules.ToImmutable(), correlations.ToImmutable(), errors.ToImmutable());
    }
}
