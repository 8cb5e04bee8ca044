#if ENGINE_LOCAL
using Raposa.LocalEngine.Simulation;

namespace Raposa.Simulation;

/// <summary>How much of a month is simulated.</summary>
/// <param name="Accounts">Of one organization.</param>
/// <param name="Sources">Of each account.</param>
/// <param name="Length">How long it lasts.</param>
/// <param name="Crashes">How often the silo is killed in the middle of what it does.</param>
internal sealed record MonthSize(int Accounts, int Sources, TimeSpan Length, int Crashes)
{
    /// <summary>What issue 3 asks for.</summary>
    public static readonly MonthSize Full = new(1000, 25, TimeSpan.FromDays(30), 50);

    /// <summary>The same month and as many crashes, for fewer accounts.</summary>
    public static readonly MonthSize Small = Full with { Accounts = 4 };

    public static readonly TimeSpan MostDowntime = TimeSpan.FromMinutes(20);

    /// <summary>What goes wrong besides crashes of the silo.</summary>
    public Mishaps Mishaps { get; init; } = Mishaps.None;

    /// <summary>How much later than its cadence a run may begin where nothing had crashed.</summary>
    public TimeSpan Slack { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>What came of it.</summary>
internal sealed record MonthReport
{
    public required int Seed { get; init; }

    public required MonthSize Size { get; init; }

    public required long Runs { get; init; }

    public required long Pages { get; init; }

    public required int Crashes { get; init; }

    /// <summary>Runs that a crash interrupted and that went on afterwards.</summary>
    public required long Resumed { get; init; }

    /// <summary>The longest that a run began later than its cadence, where nothing had crashed.</summary>
    public required TimeSpan Latest { get; init; }

    /// <summary>What should not have happened, in the order in which it did. The first of many says most.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    public override string ToString() =>
        $"seed {Seed}: {Size.Accounts} accounts x {Size.Sources} sources, {Size.Length.TotalDays} days, {Crashes} crashes: "
        + $"{Runs} runs, {Pages} pages, {Resumed} resumed, latest {Latest}; {Faults.Count} faults"
        + string.Concat(Faults.Take(10).Select(fault => $"\n  {fault}"));
}
#endif
