using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Raposa.Detection;

/// <summary>An event as a set of rules sees it: each field is looked up when the first rule asks, and then kept.</summary>
/// <remarks>Made once and used for one event after another, so that an event costs no memory but its texts. One thread at a time.</remarks>
internal sealed class EventView(FieldTable fields)
{
    private readonly FieldValues?[] _fields = new FieldValues?[fields.Count];
    private readonly (long Generation, JsonElement Value)[] _heads = new (long, JsonElement)[fields.HeadCount];
    private readonly List<EventValue> _scalars = [];
    private JsonElement _record;
    private bool _scalarsRead;
    private bool _headsRead;
    private bool _outerDots;

    public long Generation { get; private set; }

    /// <summary>Where the rules that match are written down.</summary>
    public List<int> Matches { get; } = [];

    public void Show(JsonElement record)
    {
        _record = record;
        _scalarsRead = false;
        _headsRead = false;
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
            ReadHeads();
            ref var head = ref _heads[fields.HeadOf(slot)];
            fields[slot].Resolve(_record, head.Generation == Generation ? head.Value : null, _outerDots, values.For(Generation));
        }

        return values;
    }

    private void ReadHeads()
    {
        if (_headsRead)
        {
            return;
        }

        _headsRead = true;
        _outerDots = _record.ValueKind != JsonValueKind.Object;
        if (_outerDots)
        {
            return;
        }

        foreach (var property in _record.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(property);

            // A name that is written with escapes has to be decoded to be compared. Nobody writes CloudTrail so, but JSON may be.
            if (name.Contains((byte)'\\'))
            {
                name = Decoded(property);
            }

            _outerDots |= name.Contains((byte)'.');
            if (fields.TryGetHead(name, out var head))
            {
                _heads[head] = (Generation, property.Value);
            }
        }
    }

    private static byte[] Decoded(JsonProperty property)
    {
        try
        {
            return Encoding.UTF8.GetBytes(property.Name);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no rule can name such a field.
            return [];
        }
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
