namespace Raposa.Collection.Scheduling;

/// <summary>
/// The times at which a source is due: every period, from a point that its name decides. A thousand accounts that were
/// connected in one minute so never tick together, and a reminder lies on the same times whoever sets it.
/// </summary>
/// <param name="Offset">From 0 to the period, in whole seconds.</param>
internal readonly record struct CadenceGrid(TimeSpan Period, TimeSpan Offset)
{
    /// <param name="name"><c>{org}/{account}/{source}</c>: the regions of a source share its reminder, and so its grid.</param>
    /// <param name="period">In whole seconds, at least one.</param>
    public static CadenceGrid Of(string name, TimeSpan period) =>
        new(period, TimeSpan.FromSeconds(Math.Floor(Chance.Of(name) * period.TotalSeconds)));

    /// <summary>The first point after a time.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset time)
    {
        var into = (time.UtcTicks - Offset.Ticks) % Period.Ticks;
        return new(time.UtcTicks - into + Period.Ticks, TimeSpan.Zero);
    }

    public bool IsOn(DateTimeOffset time) => (time.UtcTicks - Offset.Ticks) % Period.Ticks == 0;
}
