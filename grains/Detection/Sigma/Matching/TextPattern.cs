using System.Collections.Immutable;
using System.Text;

namespace Raposa.Detection;

/// <summary>One piece of a Sigma string.</summary>
internal readonly record struct Piece(PieceKind Kind, string Text)
{
    public static readonly Piece Any = new(PieceKind.Any, "*");
    public static readonly Piece One = new(PieceKind.One, "?");
    public static readonly Piece Dash = new(PieceKind.Dash, "-");

    public static Piece Of(string text) => new(PieceKind.Text, text);
}

internal enum PieceKind
{
    /// <summary>These very characters.</summary>
    Text,

    /// <summary>Any number of characters.</summary>
    Any,

    /// <summary>Exactly one character.</summary>
    One,

    /// <summary>One of the characters that begin a command-line flag; what <c>windash</c> makes of a dash.</summary>
    Dash,
}

/// <summary>A string with wildcards as Sigma writes it, ready to match whole values.</summary>
/// <remarks>
/// Between two stars stands a segment of fixed length. The first and the last are tied to the ends, those between are found
/// leftmost first; that is exact for this kind of pattern and never goes back, so a hostile pattern costs at most
/// length of text times length of pattern.
/// </remarks>
internal sealed class TextPattern
{
    private readonly ImmutableArray<Piece>[] _segments;
    private readonly bool _openStart;
    private readonly bool _openEnd;
    private readonly StringComparison _comparison;

    public TextPattern(ImmutableArray<Piece> pieces, bool cased)
    {
        _comparison = cased ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        _openStart = pieces is [{ Kind: PieceKind.Any }, ..];
        _openEnd = pieces is [.., { Kind: PieceKind.Any }];
        _segments = Split(Joined(pieces));
        Literal = _segments is [] && !_openStart ? string.Empty
            : _segments is [[{ Kind: PieceKind.Text } only]] && !_openStart && !_openEnd ? only.Text
            : null;
        Contained = _segments is [[{ Kind: PieceKind.Text } within]] && _openStart && _openEnd ? within.Text : null;
    }

    /// <summary>The text that may stand anywhere in what matches, where the pattern asks for nothing else.</summary>
    public string? Contained { get; }

    /// <summary>The only text that matches, apart from case; null where there are wildcards.</summary>
    public string? Literal { get; }

    public bool Matches(string text)
    {
        if (Literal is not null)
        {
            return string.Equals(text, Literal, _comparison);
        }

        // Nothing but stars.
        if (_segments.Length == 0)
        {
            return true;
        }

        var at = 0;
        for (var i = 0; i < _segments.Length; i++)
        {
            var tiedToStart = i == 0 && !_openStart;
            var tiedToEnd = i == _segments.Length - 1 && !_openEnd;
            at = Find(_segments[i], text, at, tiedToStart, tiedToEnd);
            if (at < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where the segment ends, or -1. A segment tied to the end must end there.</summary>
    private int Find(ImmutableArray<Piece> segment, string text, int from, bool tiedToStart, bool tiedToEnd)
    {
        if (segment is [{ Kind: PieceKind.Text } only])
        {
            return FindText(only.Text, text, from, tiedToStart, tiedToEnd);
        }

        for (var start = from; start <= text.Length; start++)
        {
            var end = EndOf(segment, text, start);
            if (end >= 0 && (!tiedToEnd || end == text.Length))
            {
                return end;
            }

            if (tiedToStart)
            {
                break;
            }
        }

        return -1;
    }

    private int FindText(string wanted, string text, int from, bool tiedToStart, bool tiedToEnd)
    {
        if (tiedToEnd)
        {
            return text.Length - from >= wanted.Length && text.EndsWith(wanted, _comparison)
                && (!tiedToStart || text.Length - from == wanted.Length) ? text.Length : -1;
        }

        if (tiedToStart)
        {
            return text.StartsWith(wanted, _comparison) ? wanted.Length : -1;
        }

        var found = text.IndexOf(wanted, from, _comparison);
        return found < 0 ? -1 : found + wanted.Length;
    }

    private int EndOf(ImmutableArray<Piece> segment, string text, int start)
    {
        var at = start;
        foreach (var piece in segment)
        {
            switch (piece.Kind)
            {
                case PieceKind.Text:
                    if (string.Compare(text, at, piece.Text, 0, piece.Text.Length, _comparison) != 0)
                    {
                        return -1;
                    }

                    at += piece.Text.Length;
                    break;
                case PieceKind.Dash:
                    if (at >= text.Length || !SigmaText.Dashes.Contains(text[at]))
                    {
                        return -1;
                    }

                    at++;
                    break;
                default:
                    // One character is one code point, also where UTF-16 needs two units for it.
                    if (at >= text.Length)
                    {
                        return -1;
                    }

                    at += char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
                    break;
            }
        }

        return at;
    }

    private static List<Piece> Joined(ImmutableArray<Piece> pieces)
    {
        var joined = new List<Piece>(pieces.Length);
        foreach (var piece in pieces)
        {
            if (piece.Kind == PieceKind.Text && joined is [.., { Kind: PieceKind.Text } last])
            {
                joined[^1] = Piece.Of(last.Text + piece.Text);
            }
            else if (piece.Kind != PieceKind.Text || piece.Text.Length > 0)
            {
                joined.Add(piece);
            }
        }

        return joined;
    }

    private static ImmutableArray<Piece>[] Split(List<Piece> pieces)
    {
        var segments = new List<ImmutableArray<Piece>>();
        var segment = ImmutableArray.CreateBuilder<Piece>();
        foreach (var piece in pieces.Append(Piece.Any))
        {
            if (piece.Kind != PieceKind.Any)
            {
                segment.Add(piece);
            }
            else if (segment.Count > 0)
            {
                segments.Add(segment.ToImmutable());
                segment.Clear();
            }
        }

        return [.. segments];
    }

    public override string ToString()
    {
        var text = new StringBuilder(_openStart ? "*" : string.Empty);
        text.AppendJoin('*', _segments.Select(segment => string.Concat(segment.Select(piece => piece.Text))));
        return text.Append(_openEnd ? "*" : string.Empty).ToString();
    }
}
