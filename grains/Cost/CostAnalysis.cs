using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Raposa.Cost.Anomalies;
using Raposa.Findings;
using Raposa.Inventory.Analysis;
using Raposa.Organizations;

namespace Raposa.Cost;

/// <summary>Looks in each account's bill for days that the weeks before do not explain, and in the trail for who moved them.</summary>
internal sealed class CostAnalysis(IEstateReader estate, CostStore store, IFindingSink findings, IRecordedCalls calls) : IAnalysis
{
    private const string ByService = "aws_cost_by_service", ByUsage = "aws_cost_by_usage_type";
    private const int JudgedDays = 30;

    // An episode that ended longer ago is over, and its finding resolved.
    private const int DaysUntilOver = 3;

    public string Name => "cost";

    public int Order => 40;

    public async Task<ImmutableDictionary<string, long>> RunAsync(AnalysisRun run, CancellationToken cancellationToken)
    {
        var lines = new Dictionary<(string Account, string Source), List<CostLine>>();
        await foreach (var document in estate.ReadAsync(run, [ByService, ByUsage], cancellationToken))
        {
            using var json = JsonDocument.Parse(document.Json);
            if (CostLine.Of(json.RootElement) is { } line)
            {
                lines.TryAdd((document.Chain.AccountId, document.Chain.Source), []);
                lines[(document.Chain.AccountId, document.Chain.Source)].Add(line);
            }
        }

        var found = 0;
        var accounts = lines.Keys.Where(key => key.Source == ByService).Select(key => key.Account).ToList();
        foreach (var account in accounts)
        {
            found += await AnalyzeAsync(run, account, lines[(account, ByService)], lines.GetValueOrDefault((account, ByUsage)) ?? [], cancellationToken);
        }

        return ImmutableDictionary<string, long>.Empty.Add("accounts", accounts.Count).Add("anomalies", found);
    }

    private async Task<int> AnalyzeAsync(
        AnalysisRun run, string account, List<CostLine> services, List<CostLine> usages, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(run.AsOf.UtcDateTime);
        var from = today.AddDays(-JudgedDays);
        var found = await Task.Run(() => AnomalyFinder.Find(services, usages, from, today), cancellationToken);
        var anomalies = ImmutableArray.CreateBuilder<CostAnomaly>();
        foreach (var one in found)
        {
            anomalies.Add(await ExplainAsync(run, account, one, cancellationToken));
        }

        var gone = await store.ReplaceAsync(run.Organization, account, from, anomalies.ToImmutable(), cancellationToken);
        var isOver = anomalies.ToLookup(one => DateOnly.FromDateTime(one.Days[^1].Day.UtcDateTime) < today.AddDays(-DaysUntilOver));
        await findings.RaiseAsync(run.Organization, [.. isOver[false].Select(one => DraftOf(run, one))], cancellationToken);
        await findings.ResolveAsync(
            run.Organization,
            [
                .. isOver[true].Select(one => Fingerprint(account, one.Service, DateOnly.FromDateTime(one.Days[0].Day.UtcDateTime))),
                .. gone.Select(one => Fingerprint(account, one.Service, one.FirstDay)),
            ],
            new(run.AsOf, run.Id), cancellationToken);
        return anomalies.Count;
    }

    private async Task<CostAnomaly> ExplainAsync(AnalysisRun run, string account, FoundAnomaly found, CancellationToken cancellationToken)
    {
        var (from, to) = (Midnight(found.Days[0].Day.AddDays(-1)), Midnight(found.Days[^1].Day.AddDays(1)));
        var unknown = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<CostCause> causes = [];
        if (UsageTypes.EventSourceOf(found.Service) is { } source)
        {
            var events = await calls.FindAsync(run.Organization, account, source, from, to, cancellationToken);
            causes = CauseFinder.Among(events, found.Drivers, found.Days[0].IsAbove);
            if (events.IsEmpty)
            {
                unknown.Add($"No call to {source} of these days is known in this account: CloudTrail of that time was not received, or nothing was called.");
            }
        }
        else
        {
            unknown.Add($"Which calls move the cost of {found.Service} is not known here.");
        }

        if (found.Drivers.IsEmpty)
        {
            unknown.Add("The cost by kind of usage was not collected for these days.");
        }

        return new()
        {
            Id = IdOf(run.Organization, account, found), AccountId = account, Service = found.Service, Currency = found.Currency,
            Days = [.. found.Days.Select(day => new CostDeviation(Midnight(day.Day), day.Actual, Round(day.Expected), Round(day.Spread), day.IsFinal))],
            Drivers = [.. found.Drivers.Select(one => new CostDriver(one.UsageType, UsageTypes.RegionOf(one.UsageType), one.Actual, Round(one.Expected)))],
            Causes = causes, Unknown = unknown.ToImmutable(),
            Snapshots = [.. run.Chains.Where(chain => chain.Chain.AccountId == account && chain.Chain.Source is ByService or ByUsage).Select(chain => chain.SnapshotId).OfType<Guid>()],
            AnalysisId = run.Id, AsOf = run.AsOf, FirstSeenAt = run.AsOf,
        };
    }

    private static FindingDraft DraftOf(AnalysisRun run, CostAnomaly anomaly)
    {
        var (first, last) = (anomaly.Days[0].Day, anomaly.Days[^1].Day);
        var difference = Math.Round(anomaly.Difference, 2);
        var moved = anomaly.Drivers.IsEmpty ? "" : $" What moved is above all {anomaly.Drivers[0].UsageType}.";
        var cause = anomaly.Causes.FirstOrDefault(one => one.Names is not null) is { } named
            ? $" {named.Actor ?? "Somebody"} called {named.EventName} at {named.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, which names it."
            : "";
        return new()
        {
            Fingerprint = Fingerprint(anomaly.AccountId, anomaly.Service, DateOnly.FromDateTime(first.UtcDateTime)),
            Kind = "cost.anomaly",
            Severity = CostSeverity.Of(difference),
            Title = string.Create(CultureInfo.InvariantCulture,
                $"{anomaly.Service} cost {Math.Abs(difference)} {anomaly.Currency} {(difference >= 0 ? "more" : "less")} than expected {Span(first, last)}"),
            Detail = string.Create(CultureInfo.InvariantCulture,
                $"The days before it let expect {Math.Round(anomaly.Days.Sum(day => day.Expected), 2)} {anomaly.Currency}; it was {Math.Round(anomaly.Days.Sum(day => day.Actual), 2)}.{moved}{cause} Ask whoever made it whether it is meant, and end what is not."),
            AccountId = anomaly.AccountId, Subject = anomaly.Service, SeenAt = run.AsOf, RunId = run.Id,
            EvidenceJson = JsonSerializer.Serialize(new
            {
                anomalyId = anomaly.Id, analysisId = run.Id, snapshots = anomaly.Snapshots, events = anomaly.Causes.Where(one => one.Names is not null).Select(one => one.EventId),
            }),
        };
    }

    private static string Span(DateTimeOffset first, DateTimeOffset last)
    {
        string Text(DateTimeOffset day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return first == last ? $"on {Text(first)}" : $"from {Text(first)} to {Text(last)}";
    }

    private static string Fingerprint(string account, string service, DateOnly first) =>
        string.Create(CultureInfo.InvariantCulture, $"cost.anomaly:{account}:{service}:{first:yyyy-MM-dd}");

    // The same for the same episode, whenever it is found.
    private static Guid IdOf(OrganizationId organization, string account, FoundAnomaly found) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{organization}/{Fingerprint(account, found.Service, found.Days[0].Day)}")).AsSpan(0, 16));

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static decimal Round(decimal amount) => Math.Round(amount, 4);
}
