namespace Raposa.Chat;

/// <summary>In how many of an organization's documents a feature stands, and so how much it tells when a question has it.</summary>
/// <param name="Documents">How many there are.</param>
/// <param name="Frequencies">By feature; what is missing stands in none.</param>
internal sealed record DocumentStatistics<TFeature>(int Documents, IReadOnlyDictionary<TFeature, int> Frequencies)
    where TFeature : notnull
{
    /// <summary>The logarithm that BM25 uses: never negative, and largest for what no document has.</summary>
    public double Rarity(TFeature feature)
    {
        var frequency = Frequencies.GetValueOrDefault(feature);
        return Math.Log(1 + ((Documents - frequency + 0.5) / (frequency + 0.5)));
    }
}
