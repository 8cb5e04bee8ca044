using System.Collections.Immutable;
using System.Globalization;

namespace Raposa.Detection;

/// <summary>The number that a correlation's condition is about, kept up to date as occurrences enter and leave a window.</summary>
internal sealed class WindowTally(CorrelationType type)
{
    private readonly Dictionary<string, int> _counted = new(StringComparer.Ordinal);
    private decimal _sum;
    private int _summed;

    public double Value => type switch
    {
        CorrelationType.ValueSum => (double)_sum,
        CorrelationType.ValueAverage => _summed == 0 ? double.NaN : (double)_sum / _summed,
        _ => _counted.Count,
    };

    public void Add(Occurrence occurrence) => Change(occurrence, 1);

    public void Remove(Occurrence occurrence) => Change(occurrence, -1);

    private void Change(Occurrence occurrence, int by)
    {
        switch (type)
        {
            case CorrelationType.EventCount:
                Count(occurrence.Key, by);
                break;
            case CorrelationType.ValueCount:
                foreach (var values in occurrence.Values)
                {
                    Count(CorrelationPlan.KeyOf(values), by);
                }

                break;
            case CorrelationType.Temporal:
                Count(occurrence.Part.ToString(CultureInfo.InvariantCulture), by);
                break;
            default:
                // An event that two of the rules match is summed once.
                if (Count(occurrence.Key, by))
                {
                    Sum(occurrence.Values, by);
                }

                break;
        }
    }

    /// <summary>Says whether the key came or went, not only its number.</summary>
    private bool Count(string key, int by)
    {
        var before = _counted.GetValueOrDefault(key);
        if (before + by == 0)
        {
            return _counted.Remove(key);
        }

        _counted[key] = before + by;
        return before == 0;
    }

    // What is no number, or one that no money or byte count reaches, is left out.
    private void Sum(IReadOnlyList<ImmutableArray<string>> values, int by)
    {
        foreach (var value in values)
        {
            if (decimal.TryParse(value[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e18m)
            {
                _sum += by * number;
                _summed += by;
            }
        }
    }
}
