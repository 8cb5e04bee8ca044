using System.Text;

namespace Raposa.Ingestion.Parsing;

/// <summary>
/// Makes strings of a body's tokens. The records of one body repeat a few names, regions, accounts and actors over and
/// over, so the last string of each slot is kept and compared before a new one is made.
/// </summary>
internal sealed class TextCache
{
    private const int Slots = 1024;
    private const int LongestKept = 200;

    private readonly string?[] _kept = new string?[Slots];

    /// <summary>The token's text, or null if it is none or empty. What PostgreSQL cannot hold becomes U+FFFD.</summary>
    public string? Get(ReadOnlySpan<byte> body, Token token)
    {
        if (!token.IsText)
        {
            return null;
        }

        var raw = body.Slice(token.Offset, token.Length);
        if (token.Kind == TokenKind.Escaped)
        {
            return JsonEscapes.ToText(raw);
        }

        if (raw.Length > LongestKept)
        {
            return Encoding.UTF8.GetString(raw);
        }

        ref var kept = ref _kept[Slot(raw)];
        if (kept is null || !Ascii.Equals(raw, kept))
        {
            kept = Encoding.UTF8.GetString(raw);
        }

        return kept;
    }

    private static int Slot(ReadOnlySpan<byte> raw)
    {
        var hash = (uint)raw.Length;
        foreach (var letter in raw)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (int)((hash ^ (hash >> 15)) % Slots);
    }
}
