namespace Raposa.LocalEngine.Activations;

/// <summary>
/// Finds activations that nothing has used for long. Each waits in the bucket of the moment at which it could be idle for
/// long enough, so that looking costs as much as there is to find, and not as much as there is.
/// </summary>
internal sealed class IdleWatch(TimeProvider time, TimeSpan quantum)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, List<Activation>> _buckets = [];
    private readonly long _width = Math.Max(1, (long)(quantum.TotalSeconds * time.TimestampFrequency));
    private long _looked = long.MinValue;

    public void Watch(Activation activation)
    {
        if (activation.StaleAt is not { } at)
        {
            return;
        }

        lock (_gate)
        {
            Add(activation, at);
        }
    }

    /// <summary>Those that are idle for long enough now. The others are looked at again when they could be.</summary>
    public List<Activation> TakeStale()
    {
        var stale = new List<Activation>();
        lock (_gate)
        {
            var now = time.GetTimestamp() / _width;
            var looked = _looked == long.MinValue ? _buckets.Keys.DefaultIfEmpty(now).Min() - 1 : _looked;
            for (_looked = now; looked < now; looked++)
            {
                if (!_buckets.Remove(looked + 1, out var bucket))
                {
                    continue;
                }

                foreach (var activation in bucket.Where(each => !each.IsLeft))
                {
                    if (activation.IsStale())
                    {
                        stale.Add(activation);
                    }
                    else
                    {
                        Add(activation, activation.StaleAt!.Value);
                    }
                }
            }
        }

        return stale;
    }

    private void Add(Activation activation, long at)
    {
        // Rounded up: at the beginning of its bucket it is idle for long enough.
        var number = Math.Max(((at - 1) / _width) + 1, _looked == long.MinValue ? long.MinValue : _looked + 1);
        if (!_buckets.TryGetValue(number, out var bucket))
        {
            _buckets.Add(number, bucket = []);
        }

        bucket.Add(activation);
    }
}
