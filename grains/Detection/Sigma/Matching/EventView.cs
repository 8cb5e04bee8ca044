using System.Text.Json;

namespace Raposa.Detection;

/// <summary>An event as a set of rules sees it: each field is looked up when the first rule asks, and then kept.</summary>
/// <remarks>Made once and used for one event after another, so that an event costs no memory but its texts. One thread at a time.</remarks>
internal sealed class EventView(FieldTable fields)
{
    private readonly FieldValues?[] _fields = new FieldValues?[fields.Count];
    private readonly List<EventValue> _scalars = [];
    private JsonElement _record;
    private bool _scalarsRead;

    public long Generation { get; private set; }

    /// <summary>Where the rules that match are written down.</summary>
    public List<int> Matches { get; } = [];

    public void Show(JsonElement record)
    {
        _record = record;
        _scalarsRead = false;
        Generation++;
    }

    /// <summary>Ready for the next event; what was read of this one is stale from the next <see cref="Show"/> on.</summary>
    public void Forget()
    {
        _record = default;
        _scalars.Clear();
        Matches.Clear();
    }

    public FieldValues Field(int slot)
    {
        var values = _fields[slot] ??= new FieldValues();
        if (values.Generation != Generation)
        {
            values.Resolve(_record, fields[slot], Generation);
        }

        return values;
    }

    /// <summary>Every string, number and boolean of the event, at any depth: what keywords are searched in.</summary>
    public List<EventValue> Scalars()
    {
        if (!_scalarsRead)
        {
            _scalarsRead = true;
            Collect(_record);
        }

        return _scalars;
    }

    private void Collect(JsonElement at)
    {
        switch (at.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in at.EnumerateObject())
                {
                    Collect(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var element in at.EnumerateArray())
                {
                    Collect(element);
                }

                break;
            case JsonValueKind.Null:
                break;
            default:
                _scalars.Add(new EventValue(at));
                break;
        }
    }
}
