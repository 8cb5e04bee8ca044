using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace Raposa.Detection;

/// <summary>Makes tests of the values to the right of a field: applies the modifiers in order, as the specification asks.</summary>
internal sealed class ValueReader(SigmaOptions options)
{
    /// <summary>windash under base64 has to be written out: five for each dash.</summary>
    private const int MaxVariants = 625;

    /// <summary>The tests of which one must pass for this value. More than one where a modifier makes several of it.</summary>
    public ImmutableArray<ValueTest> Read(YamlScalar value, Modifiers modifiers) => modifiers.Kind switch
    {
        ValueKind.Regex => [.. Texts(value, modifiers).Select(text => RegexOf(text, value, modifiers))],
        ValueKind.Cidr => [.. Texts(value, modifiers).Select(text => new CidrTest(NetworkOf(text, value.Line)))],
        ValueKind.Comparison => [CompareTo(value, modifiers)],
        _ => [.. TextTests(value, modifiers)],
    };

    private IEnumerable<ValueTest> TextTests(YamlScalar value, Modifiers modifiers)
    {
        if (value.Type == ScalarType.Number && !modifiers.Transformations.Any())
        {
            return [new NumberTest(value.Text, Number(value))];
        }

        var variants = Texts(value, modifiers).Select(text => new Variant(SigmaText.Parse(text), AreBytes: false)).ToArray();
        foreach (var name in modifiers.Transformations)
        {
            variants = [.. variants.SelectMany(variant => Transform(variant, name, value.Line))];
        }

        return variants.Select(variant => new PatternTest(new TextPattern(variant.Pieces, modifiers.Cased)));
    }

    /// <summary>One form of a value. Between two encodings a byte travels as the character of the same number.</summary>
    private readonly record struct Variant(ImmutableArray<Piece> Pieces, bool AreBytes)
    {
        public byte[] Encode(string text) => (AreBytes ? Encoding.Latin1 : Encoding.UTF8).GetBytes(text);
    }

    private static IEnumerable<Variant> Transform(Variant variant, string modifier, int line) => modifier switch
    {
        "contains" => [variant with { Pieces = SigmaText.Contains(variant.Pieces) }],
        "startswith" => [variant with { Pieces = SigmaText.StartsWith(variant.Pieces) }],
        "endswith" => [variant with { Pieces = SigmaText.EndsWith(variant.Pieces) }],
        "windash" => [variant with { Pieces = SigmaText.WithAnyDash(variant.Pieces) }],
        "base64" => Plain(variant, modifier, line).Select(text => Text(Convert.ToBase64String(variant.Encode(text)))),
        "base64offset" => Plain(variant, modifier, line).SelectMany(text => Base64AtEachOffset(variant.Encode(text))).Select(Text),
        "utf16le" or "wide" => Plain(variant, modifier, line).Select(text => Bytes(Encoding.Unicode.GetBytes(text))),
        "utf16be" => Plain(variant, modifier, line).Select(text => Bytes(Encoding.BigEndianUnicode.GetBytes(text))),
        "utf16" => Plain(variant, modifier, line).Select(text => Bytes(Encoding.Unicode.GetBytes('\uFEFF' + text))),
        _ => [variant],
    };

    /// <summary>The text without wildcards, which an encoding needs; with windash, each way to write it.</summary>
    private static string[] Plain(Variant variant, string modifier, int line)
    {
        string[] texts = [string.Empty];
        foreach (var piece in variant.Pieces)
        {
            texts = piece.Kind switch
            {
                PieceKind.Text => [.. texts.Select(text => text + piece.Text)],
                PieceKind.Dash => [.. texts.SelectMany(text => SigmaText.Dashes.Select(dash => text + dash))],
                _ => throw new SigmaException(
                    line, $"the modifier '{modifier}' cannot encode a wildcard; escape it (\\*), or put contains behind the encoding"),
            };

            if (texts.Length > MaxVariants)
            {
                throw new SigmaException(line, $"windash makes more than {MaxVariants} variants to encode; use fewer dashes");
            }
        }

        return texts;
    }

    private static Variant Text(string text) => new([Piece.Of(text)], AreBytes: false);

    private static Variant Bytes(byte[] bytes) => new([Piece.Of(Encoding.Latin1.GetString(bytes))], AreBytes: true);

    /// <summary>
    /// How the bytes look inside a longer base64 text, at each of the three positions they can have in a group of three.
    /// Characters that also depend on a neighbour are cut off at either end.
    /// </summary>
    private static IEnumerable<string> Base64AtEachOffset(byte[] bytes)
    {
        for (var offset = 0; offset < 3; offset++)
        {
            var encoded = Convert.ToBase64String([.. new byte[offset], .. bytes]);
            var start = (offset * 8 + 5) / 6;
            var end = (offset + bytes.Length) * 8 / 6;
            if (end > start)
            {
                yield return encoded[start..end];
            }
        }
    }

    private static RegexTest RegexOf(string text, YamlScalar value, Modifiers modifiers)
    {
        var pattern = modifiers.Relation switch
        {
            TextRelation.StartsWith => $"^(?:{text})",
            TextRelation.EndsWith => $"(?:{text})$",
            _ => text,
        };

        return new RegexTest(RegexGuard.Compile(pattern, modifiers.RegexOptions, value.Line));
    }

    private static IPNetwork NetworkOf(string text, int line)
    {
        var parts = text.Split('/');
        if (parts.Length > 2 || !CidrTest.TryParseAddress(parts[0], out var address))
        {
            throw new SigmaException(line, $"'{text}' is not a network; write it as 10.0.0.0/8 or 2001:db8::/32");
        }

        var bits = address.GetAddressBytes().Length * 8;
        var prefix = bits;
        if (parts.Length == 2
            && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bits))
        {
            throw new SigmaException(line, $"'{text}' is not a network: the number behind / goes from 0 to {bits}");
        }

        return IPNetwork.TryParse($"{address}/{prefix}", out var network) && network.BaseAddress.Equals(address)
            ? network
            : throw new SigmaException(line, $"'{text}' has bits set behind its first {prefix}; write the network's own address");
    }

    private static ValueTest CompareTo(YamlScalar value, Modifiers modifiers)
    {
        var number = Number(value);
        if (modifiers.Part is not { } part)
        {
            return new CompareTest(modifiers.Comparison, number);
        }

        var (least, most) = part switch
        {
            TimePart.Minute => (0, 59),
            TimePart.Hour => (0, 23),
            TimePart.Day => (1, 31),
            TimePart.Week => (1, 53),
            TimePart.Month => (1, 12),
            _ => (1, 9999),
        };

        return number >= least && number <= most && number == Math.Floor(number)
            ? new TimePartTest(part, modifiers.Comparison, number)
            : throw new SigmaException(value.Line, $"{value.Text} is no {part.ToString().ToLowerInvariant()}: it goes from {least} to {most}");
    }

    private static double Number(YamlScalar value) =>
        value.Type is ScalarType.Number or ScalarType.Text
        && double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new SigmaException(value.Line, $"'{value.Text}' is not a number, and the modifier compares numbers");

    private IEnumerable<string> Texts(YamlScalar value, Modifiers modifiers)
    {
        RequireNotNull(value, modifiers);
        var text = value.Type == ScalarType.Boolean ? value.Text.ToLowerInvariant() : value.Text;
        return modifiers.Has("expand") ? Placeholders.Expand(text, options, value.Line) : [text];
    }

    private static void RequireNotNull(YamlScalar value, Modifiers modifiers)
    {
        if (value.IsNull)
        {
            throw new SigmaException(
                value.Line, $"null has no text that '{modifiers.Names.FirstOrDefault("keywords")}' could apply to; write '' or remove the modifier");
        }
    }
}
