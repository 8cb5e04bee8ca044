using System.Buffers.Binary;
using System.Text;

namespace Raposa.Detection;

/// <summary>Gives each field that a set of rules reads a number, so that an event's fields are read once for all of them.</summary>
/// <remarks>
/// The first steps of the fields have numbers too: an event's outermost properties are gone through once, and each that some
/// rule asks for is put in its place. Looking them up one by one would go through all of them every time.
/// </remarks>
internal sealed class FieldTable
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<byte[], int> _heads = new(new Utf8Comparer());
    private readonly List<(FieldPath Path, int Head)> _paths = [];

    public int Count => _paths.Count;

    public int HeadCount => _heads.Count;

    public FieldPath this[int slot] => _paths[slot].Path;

    /// <summary>The number of the field's first step.</summary>
    public int HeadOf(int slot) => _paths[slot].Head;

    /// <summary>The number of a property by its name in UTF-8, if some field begins with it.</summary>
    public bool TryGetHead(ReadOnlySpan<byte> name, out int head) =>
        _heads.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out head);

    public int SlotOf(string field)
    {
        if (!_slots.TryGetValue(field, out var slot))
        {
            var path = new FieldPath(field);
            var name = Encoding.UTF8.GetBytes(path.Head);
            if (!_heads.TryGetValue(name, out var head))
            {
                head = _heads.Count;
                _heads.Add(name, head);
            }

            slot = _paths.Count;
            _slots.Add(field, slot);
            _paths.Add((path, head));
        }

        return slot;
    }

    // Names of properties are short and differ in length or at their ends, so the ends are enough to tell them apart quickly.
    private sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? one, byte[]? other) => one.AsSpan().SequenceEqual(other);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] name) => GetHashCode(name.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> name) => name.Length < sizeof(ulong)
            ? HashCode.Combine(name.Length, name is [var first, ..] ? first : 0, name is [.., var last] ? last : 0)
            : HashCode.Combine(
                name.Length, BinaryPrimitives.ReadUInt64LittleEndian(name), BinaryPrimitives.ReadUInt64LittleEndian(name[^sizeof(ulong)..]));

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
