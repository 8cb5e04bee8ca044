namespace Raposa.Incidents;

/// <summary>An incident while hits are being placed: one that is open, or one that is about to be.</summary>
internal sealed class HitGroup
{
    private readonly Guid _id;
    private readonly List<PlacedHit> _hits = [];
    private readonly List<Guid> _absorbed = [];

    public HitGroup(IncidentSpan span) => (_id, First, Last, OpenedAt) = (span.Id, span.First, span.Last, span.OpenedAt);

    public HitGroup(Guid id, TimelineEntry opening, string reason)
    {
        (_id, First, Last) = (id, opening.At, opening.At);
        _hits.Add(new(opening, reason));
    }

    public DateTimeOffset First { get; private set; }

    public DateTimeOffset Last { get; private set; }

    /// <summary>Null for one that is not open yet.</summary>
    public DateTimeOffset? OpenedAt { get; }

    public bool HasChanged => _hits.Count + _absorbed.Count > 0;

    public TimeSpan DistanceTo(DateTimeOffset at) => at < First ? First - at : at > Last ? at - Last : TimeSpan.Zero;

    public void AddContext(PlacedHit hit) => _hits.Add(hit);

    public void Absorb(HitGroup other)
    {
        First = other.First < First ? other.First : First;
        Last = other.Last > Last ? other.Last : Last;
        _hits.AddRange(other._hits);
        _absorbed.AddRange(other._absorbed);
        if (other.OpenedAt is not null)
        {
            _absorbed.Add(other._id);
        }
    }

    public PlacementStep ToStep() => new(_id, OpenedAt is null, [.. _hits], [.. _absorbed]);
}
