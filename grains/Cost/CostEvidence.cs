using System.Collections.Immutable;
using System.Globalization;
using Raposa.Chat;
using Raposa.Cost.Anomalies;
using Raposa.Organizations;

namespace Raposa.Cost;

/// <summary>What the copilot may cite of the bill: the anomalies whose days the question means, with what moved and who called what.</summary>
internal sealed class CostEvidence(CostReaderStore store) : IEvidenceSource
{
    private const int Most = 5;

    public async Task<ImmutableArray<Evidence>> FindAsync(
        OrganizationId organization, Intent intent, string question, KnowledgeMark mark, CancellationToken cancellationToken)
    {
        if (!intent.Scopes.Contains(IntentScope.Cost))
        {
            return [];
        }

        var anomalies = await store.GetAnomaliesAsync(organization, accountId: null, limit: 50, cancellationToken);
        return
        [
            .. anomalies.Select(anomaly => (Anomaly: anomaly, Days: DaysIn(anomaly, intent.Time))).Where(one => !one.Days.IsEmpty)
                .Take(Most).Select(one => EvidenceOf(one.Anomaly, one.Days)),
        ];
    }

    private static ImmutableArray<CostDeviation> DaysIn(CostAnomaly anomaly, IntentTime? time) =>
        [.. anomaly.Days.Where(day => time is null || (day.Day < time.To && day.Day.AddDays(1) > time.From))];

    private static Evidence EvidenceOf(CostAnomaly anomaly, ImmutableArray<CostDeviation> days)
    {
        var cause = anomaly.Causes.FirstOrDefault(one => one.Names is not null);
        string[] sentences =
        [
            .. days.Select(day => string.Create(CultureInfo.InvariantCulture,
                $"On {day.Day:yyyy-MM-dd} it cost {Amount(day.Actual)} {anomaly.Currency}, and {Amount(day.Expected)} were expected{(day.IsFinal ? "" : "; the bill of that day may still change")}.")),
            .. anomaly.Drivers.Take(1).Select(driver => $"What moved is {driver.UsageType}{(driver.Region is { } region ? $" in {region}" : "")}."),
            cause is null
                ? "No recorded call names what moved."
                : string.Create(CultureInfo.InvariantCulture,
                    $"{cause.Actor ?? "Somebody"} called {cause.EventName} on {cause.At:yyyy-MM-dd} at {cause.At:HH:mm} UTC (event {cause.EventId}), which made {string.Join(", ", cause.Resources)}."),
            .. anomaly.Unknown,
        ];
        return new()
        {
            Number = 0, Kind = EvidenceKind.Table, Id = $"cost.anomaly/{anomaly.Id:D}", AccountId = anomaly.AccountId, Region = anomaly.Drivers.FirstOrDefault()?.Region,
            Title = string.Create(CultureInfo.InvariantCulture,
                $"{anomaly.Service} in {anomaly.AccountId} cost {(anomaly.Difference >= 0 ? "more" : "less")} than the weeks before explain"),
            Text = string.Join(' ', sentences), Severity = CostSeverity.Of(anomaly.Difference).ToString().ToLowerInvariant(), Subject = anomaly.Service, SeenAt = anomaly.AsOf,
        };
    }

    private static string Amount(decimal amount) => Math.Round(amount, 2).ToString(CultureInfo.InvariantCulture);
}
