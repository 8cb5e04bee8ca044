namespace Raposa.Detection;

/// <summary>Gives each field that a set of rules reads a number, so that an event's fields are read once for all of them.</summary>
internal sealed class FieldTable
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly List<FieldPath> _paths = [];

    public int Count => _paths.Count;

    public FieldPath this[int slot] => _paths[slot];

    public int SlotOf(string field)
    {
        if (!_slots.TryGetValue(field, out var slot))
        {
            slot = _paths.Count;
            _slots.Add(field, slot);
            _paths.Add(new FieldPath(field));
        }

        return slot;
    }
}
