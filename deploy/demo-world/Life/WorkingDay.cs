namespace Raposa.DemoWorld.Life;

/// <summary>The window of the demo, and how busy each hour of it is (UTC; the company sits in Lisbon).</summary>
internal sealed record WorkingDay(DateTimeOffset Start, DateTimeOffset End)
{
    // Weight per hour, 0 to 10.
    private static readonly int[] Office = [0, 0, 0, 0, 0, 0, 0, 2, 6, 9, 10, 10, 7, 6, 9, 10, 9, 7, 4, 2, 1, 1, 0, 0];
    private static readonly int[] Customers = [3, 2, 2, 2, 2, 3, 4, 6, 8, 9, 10, 10, 9, 9, 10, 10, 9, 8, 7, 7, 6, 5, 4, 3];

    public bool Contains(DateTimeOffset at) => at >= Start && at < End;

    /// <summary>Moments of people at work, in order.</summary>
    public IEnumerable<DateTimeOffset> OfficeMoments(Dice dice, int count) => Moments(dice, count, Office);

    /// <summary>Moments of a product in use around the clock, more by day.</summary>
    public IEnumerable<DateTimeOffset> CustomerMoments(Dice dice, int count) => Moments(dice, count, Customers);

    /// <summary>Every so often, from a phase of its own.</summary>
    public IEnumerable<DateTimeOffset> Every(TimeSpan period, Dice dice)
    {
        for (var at = Start + dice.Seconds(0, (int)period.TotalSeconds); at < End; at += period)
        {
            yield return at;
        }
    }

    /// <summary>The one time in the window when the clock shows that hour and minute.</summary>
    public DateTimeOffset At(int hour, int minute)
    {
        var at = new DateTimeOffset(Start.Date, TimeSpan.Zero).AddHours(hour).AddMinutes(minute);
        return at < Start ? at.AddDays(1) : at;
    }

    private List<DateTimeOffset> Moments(Dice dice, int count, int[] weights)
    {
        var moments = new List<DateTimeOffset>(count);
        while (moments.Count < count)
        {
            var at = Start + dice.Seconds(0, (int)(End - Start).TotalSeconds - 1);
            if (dice.Below(10) < weights[at.Hour])
            {
                moments.Add(at);
            }
        }

        moments.Sort();
        return moments;
    }
}
