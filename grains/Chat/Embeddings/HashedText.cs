using System.Security.Cryptography;
using System.Text;

namespace Raposa.Chat;

/// <summary>A text under the SHA-256 of its UTF-8, by which its vector is kept: the same text is embedded once, wherever it stands.</summary>
internal sealed record HashedText(string Sha256, string Text)
{
    public static HashedText Of(string text) => new(HashOf(text), text);

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

internal sealed record TextVector(string Sha256, DenseVector Vector);
