using System.Collections.Immutable;
using System.Text;

namespace Raposa.Detection;

/// <summary>Sigma's strings: <c>*</c> and <c>?</c> are wildcards, a backslash takes the meaning from those two and from itself.</summary>
/// <remarks>https://github.com/SigmaHQ/sigma-specification, Sigma Rules Specification 2.1.0, "Escape Character".</remarks>
internal static class SigmaText
{
    /// <summary>The characters that <c>windash</c> takes for one another: hyphen, slash, en dash, em dash, horizontal bar.</summary>
    public const string Dashes = "-/\u2013\u2014\u2015";

    /// <summary>A backslash before anything but <c>*</c>, <c>?</c> and <c>\</c> is only a backslash.</summary>
    public static ImmutableArray<Piece> Parse(string source)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        var text = new StringBuilder();
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '\\' && i + 1 < source.Length && (source[i + 1] is '*' or '?' or '\\'))
            {
                text.Append(source[++i]);
            }
            else if (source[i] is '*' or '?')
            {
                Flush(text, pieces);
                pieces.Add(source[i] == '*' ? Piece.Any : Piece.One);
            }
            else
            {
                text.Append(source[i]);
            }
        }

        Flush(text, pieces);
        return pieces.ToImmutable();
    }

    public static ImmutableArray<Piece> Contains(ImmutableArray<Piece> pieces) => StartsWith(EndsWith(pieces));

    public static ImmutableArray<Piece> StartsWith(ImmutableArray<Piece> pieces) =>
        pieces is [.., { Kind: PieceKind.Any }] ? pieces : pieces.Add(Piece.Any);

    public static ImmutableArray<Piece> EndsWith(ImmutableArray<Piece> pieces) =>
        pieces is [{ Kind: PieceKind.Any }, ..] ? pieces : pieces.Insert(0, Piece.Any);

    /// <summary>Each dash stands for any of the five: the same as all permutations, without writing them out.</summary>
    public static ImmutableArray<Piece> WithAnyDash(ImmutableArray<Piece> pieces)
    {
        var changed = ImmutableArray.CreateBuilder<Piece>();
        var text = new StringBuilder();
        foreach (var piece in pieces)
        {
            foreach (var character in piece.Kind == PieceKind.Text ? piece.Text : string.Empty)
            {
                if (Dashes.Contains(character))
                {
                    Flush(text, changed);
                    changed.Add(Piece.Dash);
                }
                else
                {
                    text.Append(character);
                }
            }

            Flush(text, changed);
            if (piece.Kind != PieceKind.Text)
            {
                changed.Add(piece);
            }
        }

        return changed.ToImmutable();
    }

    private static void Flush(StringBuilder text, ImmutableArray<Piece>.Builder pieces)
    {
        if (text.Length > 0)
        {
            pieces.Add(Piece.Of(text.ToString()));
            text.Clear();
        }
    }
}
