using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Raposa.DemoWorld;

/// <summary>
/// Chance with a seed. SplitMix64, written out, because <see cref="Random"/> does not promise the same numbers in the
/// next version of .NET, and the demo promises the same day.
/// </summary>
internal sealed class Dice
{
    private readonly ulong _seed;
    private ulong _state;

    public Dice(ulong seed)
    {
        _seed = seed;
        _state = seed;
    }

    /// <summary>Other dice, decided by the seed and the name alone, not by what was thrown before.</summary>
    public Dice Fork(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ value) * 1099511628211UL;
        }

        return new(new Dice(_seed ^ hash).Next());
    }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From 0 up to, not including, <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>Both ends included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    public TimeSpan Seconds(int low, int high) => TimeSpan.FromSeconds(Between(low, high));

    /// <summary>True in that many of a hundred throws.</summary>
    public bool Percent(int chance) => Below(100) < chance;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>A version 4 UUID.</summary>
    public string Uuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Next());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Next());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    /// <summary>Upper-case letters and digits, as in AWS's ids.</summary>
    public string Id(int length)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        return string.Create(length, this, static (text, dice) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = alphabet[dice.Below(alphabet.Length)];
            }
        });
    }

    /// <summary>Lower-case hexadecimal digits.</summary>
    public string Hex(int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(Next().ToString("x16", CultureInfo.InvariantCulture));
        }

        return text.ToString(0, length);
    }
}
