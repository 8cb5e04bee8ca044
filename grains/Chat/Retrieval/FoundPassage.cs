namespace Raposa.Chat;

/// <summary>What a search brought, with why.</summary>
/// <param name="Words">Its score by words; 0 if it shares none with the question.</param>
/// <param name="Similarity">The cosine of its vector and the question's, of the configured model; null where there is none.</param>
internal readonly record struct FoundPassage(KnownPassage Passage, double Words, double? Similarity);
