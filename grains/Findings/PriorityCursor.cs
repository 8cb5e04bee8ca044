using System.Globalization;
using Raposa.Database;

namespace Raposa.Findings;

/// <summary>Where a page ended that is ordered by priority: rank, time of change and id of its last row. Opaque outside.</summary>
internal sealed record PriorityCursor(int Rank, TimeCursor Row)
{
    /// <summary>Null for what no page ever ended with.</summary>
    public static PriorityCursor? TryParse(string text) => text.Split('.') is [var rank, var row]
        && int.TryParse(rank, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && TimeCursor.TryParse(row) is { } at
        ? new(number, at)
        : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rank}.{Row}");
}
