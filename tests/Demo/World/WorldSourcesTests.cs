using System.Text;
using System.Text.Json.Nodes;
using Raposa.Collection;
using Raposa.Collection.Sources;
using Raposa.Ingestion;
using Raposa.Support;

namespace Raposa.Demo;

/// <summary>Every source that the platform declares, read from the world by the platform's own readers.</summary>
public class WorldSourcesTests(WorldFixture world) : IClassFixture<WorldFixture>
{
    /// <summary>A collector tries a page again later; so often at the most here.</summary>
    private const int TriesOfAPage = 12;

    public static TheoryData<string> Names => [.. Sources.Select(source => source.Name)];

    // Trails are read by a grain of their own, which has its own tests.
    private static IEnumerable<SourceDefinition> Sources => SourceCatalog.Platform.All.Where(source => source.Read is not TrailRead);

    [Theory, MemberData(nameof(Names))]
    public async Task A_source_is_read_whole_and_the_same_when_a_third_of_the_calls_is_throttled(string name)
    {
        var source = SourceCatalog.Platform[name];
        var calm = await ReadAsync(source);
        Read rough;
        await using (await world.FaultAsync(new { kind = "throttle", percent = 30 }))
        await using (await world.FaultAsync(new { kind = "error", percent = 5 }))
        await using (await world.FaultAsync(new { kind = "cut", percent = 1 }))
        {
            rough = await ReadAsync(source);
        }

        Assert.Empty(calm.Gaps);
        Assert.Equal(calm.Resources.Keys.Order(StringComparer.Ordinal), rough.Resources.Keys.Order(StringComparer.Ordinal));
        Assert.All(calm.Resources, one => Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(one.Value), JsonNode.Parse(rough.Resources[one.Key])), $"{one.Key} differs"));
        Assert.Empty(rough.Gaps);
        Assert.True(rough.Expected is null || rough.Expected == rough.Resources.Count, $"{rough.Resources.Count} of {rough.Expected}");

        // A call that fails in 34 of 100 cases takes one and a half on average. Small sources are not averages.
        Assert.InRange(rough.Calls, calm.Calls, (calm.Calls * 2) + 20);
    }

    [Fact]
    public async Task Most_sources_find_something_in_production()
    {
        var empty = new List<string>();
        foreach (var source in Sources)
        {
            if ((await ReadAsync(source)).Resources.Count == 0)
            {
                empty.Add(source.Name);
            }
        }

        // The company has no Aurora clusters, and keeps no certificate in IAM.
        Assert.Equal(["aws_iam_server_certificate", "aws_rds_cluster", "aws_rds_cluster_snapshot"], empty.Order(StringComparer.Ordinal));
    }

    private async Task<Read> ReadAsync(SourceDefinition source)
    {
        var estate = await world.EstateAsync();
        var account = source.Provider switch
        {
            Provider.Aws => WorldFixture.Production,
            Provider.CrowdStrike => estate["falcon"]!["cid"]!.GetValue<string>(),
            _ => estate["cloudflare"]!["accountId"]!.GetValue<string>(),
        };
        var key = new CollectorKey(WorldFixture.Organization, account, source.Name, source.Scope == SourceScope.Region ? "eu-west-1" : null);
        var reader = ReaderOf(estate);
        var read = new Read();
        string? cursor = null;
        do
        {
            var page = await TryAsync(() => reader.ReadAsync(source, key, cursor, [], default), failed => read.Calls += failed.Calls);
            foreach (var resource in page.Resources)
            {
                read.Resources[resource.Key] = Encoding.UTF8.GetString(resource.Document.Span);
            }

            read.Gaps.AddRange(page.Gaps.Select(gap => $"{gap.Scope}: {gap.Failure.Code}"));
            read.Expected = page.Expected ?? read.Expected;
            read.Calls += page.Calls;
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return read;
    }

    private static async Task<SourcePage> TryAsync(Func<Task<SourcePage>> readAsync, Action<SourceReadException> failed)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await readAsync();
            }
            catch (SourceReadException again) when (attempt < TriesOfAPage && again.Failure.Kind is FailureKind.Throttled or FailureKind.Transient)
            {
                // As the collector does, without its waiting.
                failed(again);
            }
        }
    }

    private SourceReaders ReaderOf(JsonObject estate)
    {
        var connections = new WorldConnections(world.Address, estate);
        var http = new VendorHttpClient(world.Http, TimeProvider.System, () => 0);
        return new(
        [
            KeyValuePair.Create<Provider, ISourceReader>(
                Provider.Aws, new AwsSourceReader(world.Aws, AwsModels.Embedded, world.Connections, new FixedClock(world.Clock.Now))),
            KeyValuePair.Create<Provider, ISourceReader>(Provider.CrowdStrike, new FalconSourceReader(new(http, connections, TimeProvider.System))),
            KeyValuePair.Create<Provider, ISourceReader>(Provider.Cloudflare, new CloudflareSourceReader(new(http, connections, TimeProvider.System))),
        ]);
    }

    private sealed class Read
    {
        public Dictionary<string, string> Resources { get; } = [];

        public List<string> Gaps { get; } = [];

        public int? Expected { get; set; }

        public int Calls { get; set; }
    }
}
