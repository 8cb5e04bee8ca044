using System.Buffers;
using System.Globalization;
using System.Text;

namespace Raposa.Ingestion.Parsing;

/// <summary>
/// JSON string escapes, including the two that are legal JSON and yet no text: <c>\u0000</c>, which PostgreSQL cannot hold,
/// and half a surrogate pair, which Unicode does not have.
/// </summary>
internal static class JsonEscapes
{
    private const char Replacement = '\uFFFD';

    /// <summary>True if the string says something that PostgreSQL's text cannot.</summary>
    /// <param name="raw">What stands between the quotes, already known to be well-formed.</param>
    public static bool HasUnkeepable(ReadOnlySpan<byte> raw)
    {
        var at = 0;
        while (raw[at..].IndexOf((byte)'\\') is >= 0 and var next)
        {
            at += next;
            var unit = (char)UnitAt(raw, at, out var length);
            var isPair = char.IsSurrogate(unit) && IsPairAt(raw, at, unit);
            if (unit == 0 || (char.IsSurrogate(unit) && !isPair))
            {
                return true;
            }

            at += isPair ? 12 : length;
        }

        return false;
    }

    /// <summary>The text; what PostgreSQL cannot hold becomes U+FFFD.</summary>
    public static string ToText(ReadOnlySpan<byte> raw)
    {
        var text = new StringBuilder(raw.Length);
        while (!raw.IsEmpty)
        {
            var plain = raw.IndexOf((byte)'\\');
            plain = plain < 0 ? raw.Length : plain;
            text.Append(Encoding.UTF8.GetString(raw[..plain]));
            raw = raw[plain..];
            if (!raw.IsEmpty)
            {
                var unit = (char)UnitAt(raw, 0, out var length);
                if (char.IsSurrogate(unit) && IsPairAt(raw, 0, unit))
                {
                    text.Append(unit).Append((char)UnitAt(raw, 6, out _));
                    length = 12;
                }
                else
                {
                    text.Append(unit == 0 || char.IsSurrogate(unit) ? Replacement : unit);
                }

                raw = raw[length..];
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// Writes the string between the quotes in one spelling: two that mean the same come out equal, two that differ stay
    /// different, even where one of them is no text.
    /// </summary>
    public static void WriteCanonical(ReadOnlySpan<byte> raw, IBufferWriter<byte> output)
    {
        Span<byte> bytes = stackalloc byte[12];
        while (!raw.IsEmpty)
        {
            var plain = raw.IndexOf((byte)'\\');
            plain = plain < 0 ? raw.Length : plain;
            output.Write(raw[..plain]);
            raw = raw[plain..];
            if (raw.IsEmpty)
            {
                return;
            }

            var unit = (char)UnitAt(raw, 0, out var length);
            int written;
            if (char.IsSurrogate(unit) && IsPairAt(raw, 0, unit))
            {
                written = new Rune(unit, (char)UnitAt(raw, 6, out _)).EncodeToUtf8(bytes);
                length = 12;
            }
            else if (unit is < ' ' or '"' or '\\' || char.IsSurrogate(unit))
            {
                written = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"), bytes);
            }
            else
            {
                written = new Rune(unit).EncodeToUtf8(bytes);
            }

            output.Write(bytes[..written]);
            raw = raw[length..];
        }
    }

    private static bool IsPairAt(ReadOnlySpan<byte> raw, int at, char unit) =>
        char.IsHighSurrogate(unit)
        && raw[(at + 6)..] is [(byte)'\\', (byte)'u', _, _, _, _, ..]
        && char.IsLowSurrogate((char)UnitAt(raw, at + 6, out _));

    // The UTF-16 unit that the escape at this backslash stands for, and how long the escape is.
    private static int UnitAt(ReadOnlySpan<byte> raw, int at, out int length)
    {
        length = 2;
        switch (raw[at + 1])
        {
            case (byte)'n':
                return '\n';
            case (byte)'t':
                return '\t';
            case (byte)'r':
                return '\r';
            case (byte)'b':
                return '\b';
            case (byte)'f':
                return '\f';
            case (byte)'u':
                length = 6;
                return int.Parse(raw.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default:
                return raw[at + 1];
        }
    }
}
