using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Raposa.Collection;
using Raposa.Collection.Sources;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Ingestion;
using Raposa.Inventory;
using Raposa.Inventory.Analysis;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Cost;

/// <summary>From Cost Explorer's documents to an anomaly with its cause, on a real database.</summary>
public class CostAnalysisTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Account = "900100200301", Compute = "Amazon Elastic Compute Cloud - Compute", Gpu = "EUW1-BoxUsage:p4d.24xlarge";

    private readonly TestInventory _inventory = new(postgres, SourceCatalog.Platform["aws_cost_by_service"], SourceCatalog.Platform["aws_cost_by_usage_type"]);

    [Fact]
    public async Task A_rise_has_its_day_its_usage_and_what_could_not_be_looked_at()
    {
        var today = DateTimeOffset.UtcNow.Date;
        await FillAsync(today, spike: day => day == today.AddDays(-2) ? 786.5m : 0);
        await using var engine = await StartAsync();

        var report = await AnalyzeAsync(engine);

        Assert.Null(Assert.Single(report.Parts).Error);
        var found = Assert.Single(await Reader(engine).GetAnomalies(null, 10));
        Assert.Equal((Account, Compute, "USD"), (found.AccountId, found.Service, found.Currency));
        var day = Assert.Single(found.Days);
        Assert.Equal((new DateTimeOffset(today.AddDays(-2), TimeSpan.Zero), 886.5m, 100m), (day.Day, day.Actual, day.Expected));
        Assert.Equal((Gpu, "eu-west-1", 786.5m, 0m), (found.Drivers[0].UsageType, found.Drivers[0].Region, found.Drivers[0].Actual, found.Drivers[0].Expected));
        Assert.Contains("CloudTrail of that time was not received", Assert.Single(found.Unknown), StringComparison.Ordinal);
        Assert.Equal(2, found.Snapshots.Length);
        Assert.Equal(found.Id, (await Reader(engine).GetAnomaly(found.Id))!.Id);
        var finding = Assert.Single(_inventory.Findings.Raised);
        Assert.Equal(("cost.anomaly", Severity.Medium), (finding.Kind, finding.Severity));
        Assert.Contains("786.5", finding.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrected_bill_takes_the_anomaly_and_its_finding_back()
    {
        var today = DateTimeOffset.UtcNow.Date;
        await FillAsync(today, spike: day => day == today.AddDays(-2) ? 500 : 0);
        await using var engine = await StartAsync();
        await AnalyzeAsync(engine);
        await FillAsync(today, spike: _ => 0, minute: 5);

        await AnalyzeAsync(engine);

        Assert.Empty(await Reader(engine).GetAnomalies(null, 10));
        var fingerprint = Assert.Single(_inventory.Findings.Raised).Fingerprint;
        Assert.Equal(fingerprint, Assert.Single(_inventory.Findings.Resolved));
    }

    [Fact]
    public async Task Days_are_summed_by_what_is_asked_and_coverage_stands_beside()
    {
        var today = DateTimeOffset.UtcNow.Date;
        await FillAsync(today, spike: day => day == today.AddDays(-1) ? 20 : 0);
        await using var engine = await StartAsync();
        var query = new CostQuery { By = CostGrouping.UsageType, From = today.AddDays(-1), To = today };

        var daily = await Reader(engine).GetDaily(query);

        Assert.Equal<(string, decimal)>([("EUW1-BoxUsage:m5.large", 100m), (Gpu, 20m)], daily.Days.Select(one => (one.Name, one.Cost)));
        Assert.Equal(CoverageState.Known, Assert.Single(daily.Coverage).State);
        Assert.Equal<(string, decimal)>([(Account, 120m)], (await Reader(engine).GetDaily(query with { By = CostGrouping.Account })).Days.Select(one => (one.Name, one.Cost)));
        var never = await Reader(engine).GetDaily(query with { By = CostGrouping.Tag });
        Assert.True(never is { Days: [], Coverage: [] });
    }

    private async Task FillAsync(DateTime today, Func<DateTime, decimal> spike, int minute = 0)
    {
        var days = Enumerable.Range(1, 60).Select(back => today.AddDays(-back)).ToList();
        await RunAsync("aws_cost_by_service", minute, days.Select(day => Group(day, 100 + spike(day), Compute)));
        await RunAsync("aws_cost_by_usage_type", minute, days.SelectMany(day => spike(day) == 0
            ? [Group(day, 100, Compute, "EUW1-BoxUsage:m5.large")]
            : new[] { Group(day, 100, Compute, "EUW1-BoxUsage:m5.large"), Group(day, spike(day), Compute, Gpu) }));
    }

    private async Task RunAsync(string source, int minute, IEnumerable<(string, string)> groups) => await _inventory.RunAsync(
        minute, RunStatus.Sealed, [.. groups], key: _inventory.Key with { AccountId = Account, Source = source, Region = null });

    private static (string Key, string Json) Group(DateTime day, decimal cost, params string[] keys)
    {
        string Text(DateTime at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return ($"{Text(day)}/{string.Join('/', keys)}", JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["$parent"] = new { TimePeriod = new { Start = Text(day), End = Text(day.AddDays(1)) }, Estimated = false },
            ["Keys"] = keys,
            ["Metrics"] = new { UnblendedCost = new { Amount = cost.ToString(CultureInfo.InvariantCulture), Unit = "USD" } },
        }));
    }

    private async Task<AnalysisReport> AnalyzeAsync(EngineFixture engine)
    {
        Caller.ActFor(_inventory.Organization);
        return await engine.Grains.GetGrain<IAnalysisGrain>(_inventory.Organization.ToString()).Run();
    }

    private ICostReaderGrain Reader(EngineFixture engine)
    {
        Caller.ActFor(_inventory.Organization);
        return engine.Grains.GetGrain<ICostReaderGrain>(_inventory.Organization.ToString());
    }

    private Task<EngineFixture> StartAsync() => EngineFixture.StartAsync(configure: silo =>
    {
        silo.Services.AddSingleton(postgres.Tenants);
        silo.Services.AddSingleton<SnapshotReaderStore>();
        silo.Services.AddSingleton<ResourceReaderStore>();
        silo.Services.AddSingleton<HistoryReaderStore>();
        silo.Services.AddSingleton<SchemaReaderStore>();
        silo.Services.AddSingleton<AnalysisStore>();
        silo.Services.AddSingleton<IEstateReader, EstateReaderStore>();
        silo.Services.AddSingleton<EventReaderStore>();
        silo.Services.AddSingleton<IRecordedCalls, RecordedCalls>();
        silo.Services.AddSingleton<IFindingSink>(_inventory.Findings);
        silo.Services.AddCost();
    });
}
