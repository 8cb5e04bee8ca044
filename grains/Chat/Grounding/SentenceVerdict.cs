namespace Raposa.Chat;

/// <summary>Whether a sentence may be said.</summary>
/// <param name="Reason">Null if it may. Else why not, in words that do not repeat what was false.</param>
internal sealed record SentenceVerdict(string? Reason)
{
    public static readonly SentenceVerdict Holds = new((string?)null);

    public bool IsStruck => Reason is not null;
}
