namespace Raposa.Cost.Anomalies;

/// <summary>The cost of one thing on each day of a span. A bill does not list what cost nothing: such a day is zero.</summary>
internal sealed class CostSeries
{
    private readonly decimal[] _costs;
    private readonly bool[] _isEstimated;

    public CostSeries(DateOnly first, DateOnly last, IEnumerable<CostLine> lines)
    {
        (First, Last) = (first, last);
        _costs = new decimal[last.DayNumber - first.DayNumber + 1];
        _isEstimated = new bool[_costs.Length];
        foreach (var line in lines)
        {
            _costs[line.Day.DayNumber - first.DayNumber] += line.Cost;
            _isEstimated[line.Day.DayNumber - first.DayNumber] |= !line.IsFinal;
        }
    }

    public DateOnly First { get; }

    public DateOnly Last { get; }

    public decimal this[DateOnly day] => _costs[day.DayNumber - First.DayNumber];

    public bool IsFinal(DateOnly day) => !_isEstimated[day.DayNumber - First.DayNumber];

    public ReadOnlySpan<decimal> Before(DateOnly day) => _costs.AsSpan(0, day.DayNumber - First.DayNumber);
}
