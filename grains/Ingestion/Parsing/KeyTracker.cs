using System.Buffers.Binary;

namespace Raposa.Ingestion.Parsing;

/// <summary>
/// Notices an object that may name a member twice, of which <c>jsonb</c> keeps only the last. Names are compared by length
/// and both ends, and objects of many members are not followed to their end: a false alarm costs a stored text, no more.
/// </summary>
internal sealed class KeyTracker
{
    // Beyond this an object's names are no longer compared one by one: that would cost the square of their number.
    private const int Followed = 96;

    private ulong[] _names = new ulong[256];
    private int[] _starts = new int[64];
    private int _count;
    private int _depth;

    public void EnterObject()
    {
        if (_depth == _starts.Length)
        {
            Array.Resize(ref _starts, _depth * 2);
        }

        _starts[_depth++] = _count;
    }

    public void LeaveObject() => _count = _starts[--_depth];

    public void Reset() => _count = _depth = 0;

    /// <summary>True if the object being read may have had this name before.</summary>
    public bool IsRepeated(ReadOnlySpan<byte> name)
    {
        var start = _starts[_depth - 1];
        if (_count - start >= Followed)
        {
            return true;
        }

        var mark = Mark(name);
        var isRepeated = _names.AsSpan(start, _count - start).Contains(mark);
        if (_count == _names.Length)
        {
            Array.Resize(ref _names, _count * 2);
        }

        _names[_count++] = mark;
        return isRepeated;
    }

    private static ulong Mark(ReadOnlySpan<byte> name)
    {
        if (name.Length >= 8)
        {
            var first = BinaryPrimitives.ReadUInt64LittleEndian(name);
            var last = BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]);
            var middle = BinaryPrimitives.ReadUInt64LittleEndian(name[((name.Length - 8) / 2)..]);
            return Mix(first ^ Mix(last ^ Mix(middle ^ (ulong)name.Length)));
        }

        var all = (ulong)name.Length << 56;
        for (var at = 0; at < name.Length; at++)
        {
            all |= (ulong)name[at] << (8 * at);
        }

        return Mix(all);
    }

    // The finalizer of MurmurHash3: every input bit reaches every output bit.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xff51afd7ed558ccd;
        value = (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53;
        return value ^ (value >> 33);
    }
}
