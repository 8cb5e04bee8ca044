namespace Raposa.Chat;

/// <summary>An answer of a provider that is no stream: the whole of it.</summary>
/// <param name="Header">Of the answer, by name; null where it has none.</param>
internal sealed record ModelAnswer(int Status, string Body, Func<string, string?> Header)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}
