namespace Raposa.Detection;

/// <summary>For which fields a condition can only match where one of certain texts is found, and which texts.</summary>
/// <remarks>
/// What stands under <c>not</c> demands nothing. Where parts are linked with AND one part's demand is enough; with OR each part
/// must make one for the same field. Texts are compared without case, so that a cased test is only ever found too often.
/// </remarks>
internal static class NecessaryLiterals
{
    private static readonly Dictionary<string, HashSet<string>> None = [];

    public static Dictionary<string, HashSet<string>> Of(Expression condition) => condition switch
    {
        FieldMatches { Test.Literals: { } literals } test =>
            new() { [test.Field] = literals.ToHashSet(StringComparer.OrdinalIgnoreCase) },
        AllOf all => OfAll(all),
        AnyOf any => OfAny(any),
        _ => None,
    };

    private static Dictionary<string, HashSet<string>> OfAll(AllOf all)
    {
        var merged = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (field, texts) in all.Parts.SelectMany(Of))
        {
            // The shorter list, not the intersection: a field with two values may satisfy two parts with one each.
            if (!merged.TryGetValue(field, out var known) || texts.Count < known.Count)
            {
                merged[field] = texts;
            }
        }

        return merged;
    }

    private static Dictionary<string, HashSet<string>> OfAny(AnyOf any)
    {
        var parts = any.Parts.Select(Of).ToArray();
        return parts[0].Keys
            .Where(field => parts.All(part => part.ContainsKey(field)))
            .ToDictionary(
                field => field,
                field => parts.SelectMany(part => part[field]).ToHashSet(StringComparer.OrdinalIgnoreCase));
    }
}
