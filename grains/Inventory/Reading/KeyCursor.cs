using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Raposa.Inventory;

/// <summary>Where a page ended that is ordered by a number and a key: those of its last row. Opaque outside.</summary>
internal sealed record KeyCursor(long Number, string Key)
{
    private const int Longest = 4_096;

    /// <exception cref="ArgumentException">No page ever ended with that.</exception>
    public static KeyCursor? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Length > Longest || !Base64Url.IsValid(text, out var length) || length < sizeof(long))
        {
            throw new ArgumentException("The cursor is not one that this platform gave.");
        }

        var bytes = Base64Url.DecodeFromChars(text);
        var key = Encoding.UTF8.GetString(bytes.AsSpan(sizeof(long)));
        return key.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("The cursor is not one that this platform gave.")
            : new(BinaryPrimitives.ReadInt64BigEndian(bytes), key);
    }

    public override string ToString()
    {
        var bytes = new byte[sizeof(long) + Encoding.UTF8.GetByteCount(Key)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Number);
        Encoding.UTF8.GetBytes(Key, bytes.AsSpan(sizeof(long)));
        return Base64Url.EncodeToString(bytes);
    }
}
