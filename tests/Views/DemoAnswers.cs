using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Raposa.Collection;
using Raposa.Collection.Sources;
using Raposa.Cost;
using Raposa.Demo;
using Raposa.DemoWorld.Estate;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Ingestion;
using Raposa.Inventory;
using Raposa.Inventory.Analysis;
using Raposa.Network;
using Raposa.Network.Parsing;
using Raposa.Organizations;
using Raposa.Posture;
using Raposa.Reconciliation;
using Raposa.Support;

namespace Raposa.Views;

/// <summary>
/// The demo's company, read twice from its vendors by the platform's own readers into a real database and analyzed by the real analyses:
/// three hours before its day ends, when the bucket of exports is still closed, and at the end.
/// </summary>
public sealed class DemoAnswers : IAsyncLifetime
{
    /// <summary>When it was analyzed.</summary>
    internal static readonly DateTimeOffset Early = new(2026, 3, 14, 6, 30, 0, TimeSpan.Zero), Late = new(2026, 3, 14, 9, 32, 0, TimeSpan.Zero);

    /// <summary>When it was read.</summary>
    internal static readonly DateTimeOffset ReadEarly = Early.AddMinutes(-3), ReadLate = Late.AddMinutes(-2);

    /// <summary>Falcon renames a field between the two readings, that nothing of ours reads.</summary>
    internal const string RenamedField = "bios_version", NewName = "firmware_version";

    /// <summary>Whose doing the incident is.</summary>
    internal const string Thief = $"arn:aws:iam::{WorldFixture.Production}:user/svc-report-export";

    /// <summary>Of this the second reading failed, in this account and region.</summary>
    internal const string Broken = "aws_ec2_volume", BrokenRegion = "eu-west-1";

    // What is read early: enough for what moves.
    private static readonly string[] EarlySources =
    [
        "aws_s3_bucket", "aws_s3_account_public_access_block", "aws_ec2_instance", "aws_ec2_network_interface", "crowdstrike_host", "aws_iam_credential_report",
    ];

    private readonly WorldFixture _world = new();
    private readonly ConcurrentBag<string> _gaps = [];
    private TestInventory _inventory = null!;
    private EngineFixture _engine = null!;

    internal PostgresFixture Postgres { get; } = new();

    internal OrganizationId Organization => _inventory.Organization;

    internal CompanyEstate Company => _world.Company;

    internal ILookup<PlantedKind, PlantedFact> Planted { get; private set; } = null!;

    internal ViewReaderStore Reader => new(Postgres.Tenants, ViewCatalogue.Platform, TimeProvider.System);

    public async Task InitializeAsync()
    {
        await Task.WhenAll(_world.InitializeAsync(), Postgres.InitializeAsync());
        Planted = PlantedFacts.Of(Company).ToLookup(fact => fact.Kind);
        _inventory = new(Postgres, [.. SourceCatalog.Platform.All]);
        _engine = await StartEngineAsync();
        _world.Clock.Set(ReadEarly);
        await CollectAsync(ReadEarly, EarlySources);
        await AnalyzeAsync(Early, "reconciliation", "posture");
        await SendCauseAsync();
        _world.Clock.Set(ReadLate);
        await using (await _world.FaultAsync(new { kind = "rename", service = "falcon", field = RenamedField, newName = NewName }))
        {
            await CollectAsync(ReadLate, SourcesOfViews());
        }

        await OpenIncidentAsync();
        await AnalyzeAsync(Late, "reconciliation", "network", "posture", "cost", "priority");
        Assert.Empty(_gaps);
    }

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _world.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    /// <summary>When a view has its planted facts: incidents are opened by the clock, and not by the story's.</summary>
    internal static DateTimeOffset TimeOf(string view) => view == "incident" ? DateTimeOffset.UtcNow.AddMinutes(1) : Late;

    /// <summary>Every row of a view, by column.</summary>
    internal async Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> RowsAsync(string view, DateTimeOffset? asOf = null, params (string Column, string Value)[] filters)
    {
        var answer = await Reader.ReadAsync(
            Organization,
            new() { Name = view, AsOf = asOf ?? TimeOf(view), Limit = ViewQuery.MaxLimit, Filters = [.. filters.Select(filter => new ViewFilter(filter.Column, filter.Value))] }, default);
        var page = answer.Page ?? throw new InvalidOperationException(answer.Refusal!.Detail);
        Assert.Null(page.Next);
        return [.. page.Rows.Select(row => page.View.Columns.Zip(row.Cells).ToDictionary(pair => pair.First.Name, pair => pair.Second))];
    }

    private static IReadOnlyCollection<string> SourcesOfViews() =>
    [
        .. ViewCatalogue.Platform.All.SelectMany(view => view.Sources ?? []).Concat(DocumentKind.Sources)
            .Where(name => SourceCatalog.Platform[name].Read is not TrailRead).Distinct().Order(StringComparer.Ordinal),
    ];

    private async Task CollectAsync(DateTimeOffset at, IReadOnlyCollection<string> sources)
    {
        var estate = await _world.EstateAsync();
        var chains = sources.Select(name => SourceCatalog.Platform[name]).SelectMany(source => PlacesOf(source, estate).Select(place => (source, place.Account, place.Region)));
        var readers = ReadersOf(estate);
        await Parallel.ForEachAsync(chains, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (chain, _) =>
        {
            var key = new CollectorKey(Organization, chain.Account, chain.source.Name, chain.Region);
            var run = new CollectionRun { Id = Guid.CreateVersion7(at), Status = RunStatus.InProgress, Trigger = RunTrigger.Cadence, StartedAt = at };
            await _inventory.Writer.OpenAsync(key, run, default);
            var breaks = (chain.source.Name, chain.Account, chain.Region) == (Broken, WorldFixture.Staging, BrokenRegion);
            var ended = breaks
                ? run with { Status = RunStatus.Failed, Failure = new(FailureKind.Denied, "ec2:DescribeVolumes", "UnauthorizedOperation", "You are not authorized to perform this operation.") }
                : run with { Status = RunStatus.Sealed };
            string? cursor = null;
            do
            {
                var page = await readers.ReadAsync(chain.source, new(WorldFixture.Organization, chain.Account, chain.source.Name, chain.Region), cursor, [], default);
                foreach (var gap in page.Gaps)
                {
                    _gaps.Add($"{key}: {gap.Scope} {gap.Failure.Code}");
                }

                if (!breaks)
                {
                    await _inventory.Writer.AddAsync(key, run.Id, page, default);
                }

                cursor = page.NextCursor;
            }
            while (cursor is not null);

            await _inventory.Writer.CloseAsync(key, ended with { FinishedAt = at.AddSeconds(30) }, default);
        });
    }

    private IEnumerable<(string Account, string? Region)> PlacesOf(SourceDefinition source, JsonObject estate) => source.Provider switch
    {
        Provider.CrowdStrike => [(estate["falcon"]!["cid"]!.GetValue<string>(), null)],
        Provider.Cloudflare => [(estate["cloudflare"]!["accountId"]!.GetValue<string>(), null)],
        _ => Company.Accounts.SelectMany(account => source.Scope == SourceScope.Region
            ? account.Regions.Select(region => (account.Id, (string?)region.Name))
            : [(account.Id, null)]),
    };

    private SourceReaders ReadersOf(JsonObject estate)
    {
        var connections = new WorldConnections(_world.Address, estate);
        var http = new VendorHttpClient(_world.Http, TimeProvider.System, () => 0);
        return new(
        [
            KeyValuePair.Create<Provider, ISourceReader>(
                Provider.Aws, new AwsSourceReader(_world.Aws, AwsModels.Embedded, _world.Connections, new FixedClock(_world.Clock.Now))),
            KeyValuePair.Create<Provider, ISourceReader>(Provider.CrowdStrike, new FalconSourceReader(new(http, connections, TimeProvider.System))),
            KeyValuePair.Create<Provider, ISourceReader>(Provider.Cloudflare, new CloudflareSourceReader(new(http, connections, TimeProvider.System))),
        ]);
    }

    /// <summary>What the analysis after collection does, at a time of the story.</summary>
    private async Task AnalyzeAsync(DateTimeOffset asOf, params string[] names)
    {
        Caller.ActFor(Organization);
        var store = _engine.Services.GetRequiredService<AnalysisStore>();
        var run = new AnalysisRun
        {
            Organization = Organization, Id = Guid.CreateVersion7(asOf), AsOf = asOf, Chains = await _inventory.Snapshots.GetCoverageAsync(Organization, new(), asOf, default),
        };
        await store.BeginAsync(run, asOf, default);
        List<AnalysisPart> parts = [];
        foreach (var part in _engine.Services.GetServices<IAnalysis>().Where(part => names.Contains(part.Name)).OrderBy(part => part.Order))
        {
            parts.Add(new() { Name = part.Name, Duration = TimeSpan.Zero, Counts = await part.RunAsync(run, default) });
            await store.SaveAsync(Organization, run.Id, [.. parts], asOf, default);
        }
    }

    /// <summary>The recorded call that started the machines nobody ordered.</summary>
    private async Task SendCauseAsync()
    {
        var found = await _world.CallAsync(
            "cloudtrail", "LookupEvents",
            """{"StartTime":"2026-03-09T00:00:00Z","EndTime":"2026-03-11T00:00:00Z","LookupAttributes":[{"AttributeKey":"Username","AttributeValue":"nuno.esteves@corvina.example"}]}""",
            region: "eu-central-1");
        var records = found["Events"]!.AsArray().Select(one => one!["CloudTrailEvent"]!.GetValue<string>());
        await new IngestionStore(Postgres.Tenants).CommitAsync(
            new(Organization, 0), [TestBatch.Of(Organization, "cause", $$"""{"Records":[{{string.Join(',', records)}}]}""", receivedAt: Early)], default);
    }

    private async Task OpenIncidentAsync()
    {
        Caller.ActFor(Organization);
        await _engine.Grains.GetGrain<IIncidentGrain>(new IncidentKey(Organization, Guid.CreateVersion7()).ToString()).Add(Thief,
        [
            new()
            {
                At = WorldFixture.Anchor.AddMinutes(-320), RuleId = Guid.NewGuid().ToString("D"), RuleTitle = "The trail was switched off", Severity = Severity.High,
                Techniques = ["T1562.008"], EventId = Guid.NewGuid().ToString("D"), AccountId = WorldFixture.Production, Summary = "svc-report-export stopped the trail.",
            },
        ]);
    }

    private Task<EngineFixture> StartEngineAsync() => EngineFixture.StartAsync(configure: silo =>
    {
        silo.AddIncomingGrainCallFilter<TenantFilter>();
        silo.Services.AddSingleton(Postgres.Tenants);
        silo.Services.AddSingleton<SnapshotReaderStore>();
        silo.Services.AddSingleton<ResourceReaderStore>();
        silo.Services.AddSingleton<HistoryReaderStore>();
        silo.Services.AddSingleton<SchemaReaderStore>();
        silo.Services.AddSingleton<AnalysisStore>();
        silo.Services.AddSingleton<IEstateReader, EstateReaderStore>();
        silo.Services.AddSingleton<EventReaderStore>();
        silo.Services.AddSingleton<IRecordedCalls, RecordedCalls>();
        silo.Services.AddSingleton<FindingStore>();
        silo.Services.AddSingleton<IFindingSink, FindingSink>();
        silo.Services.AddSingleton<PriorityStore>();
        silo.Services.AddSingleton<IAnalysis, PriorityAnalysis>();
        silo.Services.AddReconciliation();
        silo.Services.AddNetwork();
        silo.Services.AddPosture();
        silo.Services.AddCost();
        silo.Services.AddIncidents();
        silo.Services.AddViews();
    });
}
