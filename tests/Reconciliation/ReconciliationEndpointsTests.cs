using System.Globalization;
using System.Net;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Reconciliation;

public class ReconciliationEndpointsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Pages_of_instances_are_all_of_them_once_and_sum_to_the_run_s_figures()
    {
        var (ours, estate) = await NewAsync(3);
        var summary = await ReconcileAsync(estate, estate.NewRequest());

        var all = new List<ReconciledInstanceView>();
        string? cursor = null;
        do
        {
            var page = await GetAsync<ReconciledPageView>(ours, $"/v1/reconciliation?limit=7{(cursor is null ? "" : $"&cursor={cursor}")}");
            Assert.Equal((summary.RunId, summary.Live), (page.Run!.RunId, page.Run.Live));
            all.AddRange(page.Instances);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(all.Count, all.Select(one => (one.AccountId, one.InstanceId)).Distinct().Count());
        Assert.Equal(
            (summary.Matched, summary.Unprotected, summary.Unknown, summary.Idle),
            (Count(all, "matched"), Count(all, "unprotected"), Count(all, "unknown"), Count(all, "out_of_scope")));
        var silent = await GetAsync<ReconciledPageView>(ours, "/v1/reconciliation?class=unprotected&reason=sensor_silent&limit=200");
        Assert.Equal(all.Where(one => one.Reason == "sensor_silent").Select(one => one.InstanceId), silent.Instances.Select(one => one.InstanceId));
        Assert.NotEmpty(silent.Instances);
    }

    [Theory]
    [InlineData("account", "111111111111")]
    [InlineData("role", "web")]
    [InlineData("cluster", "")]
    [InlineData("snowflake", "snowflake")]
    [InlineData("version", "7.27.18003.0")]
    public async Task Shares_of_coverage_sum_to_the_live_instances(string by, string value)
    {
        var (ours, estate) = await NewAsync(4);
        var summary = await ReconcileAsync(estate, estate.NewRequest());

        var report = await GetAsync<CoverageReport>(ours, $"/v1/reconciliation/coverage?by={by}");

        Assert.Equal(summary.Live, report.Shares.Sum(share => share.Live));
        Assert.Equal(summary.Matched, report.Shares.Sum(share => share.Matched));
        Assert.All(report.Shares, share => Assert.Equal(share.Live, share.Matched + share.Unprotected + share.Unknown));
        Assert.Contains(report.Shares, share => share.Value == value && share.Matched > 0);
    }

    [Fact]
    public async Task The_past_reads_as_it_was_and_the_history_tells_each_run()
    {
        var (ours, estate) = await NewAsync(0);
        var labelled = LabelledEstate.Empty();
        var machine = labelled.NewMachine();
        labelled.AddInstance(machine);
        await estate.StoreAsync(labelled);
        await ReconcileAsync(estate, estate.NewRequest());
        labelled.AddSensor(labelled.HostOf(machine), CoverageClass.Matched, VerdictReason.ByInstanceId);
        await estate.SealAsync(725, LabelledEstate.Tenant, ChainBook.Sensors, null, labelled.Sensors);
        await ReconcileAsync(estate, estate.NewRequest(LabelledEstate.AsOf.AddMinutes(10)));

        var then = await GetAsync<ReconciledPageView>(ours, $"/v1/reconciliation?asOf={Uri.EscapeDataString(LabelledEstate.AsOf.AddMinutes(5).ToString("O", CultureInfo.InvariantCulture))}");
        var now = await GetAsync<ReconciledPageView>(ours, "/v1/reconciliation");
        var before = await GetAsync<ReconciledPageView>(ours, "/v1/reconciliation?asOf=2026-01-01T00:00:00Z");
        var history = await GetAsync<HistoryView>(ours, "/v1/reconciliation/history");

        Assert.Equal("never_seen", Assert.Single(then.Instances).Reason);
        Assert.Equal("by_instance_id", Assert.Single(now.Instances).Reason);
        Assert.Equal((null, 0), (before.Run, before.Instances.Length));
        Assert.Equal([(1, 100m), (0, 0m)], history.Runs.Select(run => (run.Matched, run.Percent!.Value)));
    }

    [Theory, InlineData(1), InlineData(2)]
    public async Task Every_verdict_explains_itself_and_comes_out_the_same_from_the_documents_it_names(int seed)
    {
        var (ours, estate) = await NewAsync(seed);
        await ReconcileAsync(estate, estate.NewRequest());
        var page = await GetAsync<ReconciledPageView>(ours, "/v1/reconciliation?limit=200");

        foreach (var instance in page.Instances)
        {
            var explanation = await GetAsync<InstanceExplanationView>(ours, $"/v1/reconciliation/{instance.AccountId}/{instance.InstanceId}/explain");

            Assert.True(explanation.Recomputed.IsSame, $"seed {seed}: {instance} came out as {explanation.Recomputed}");
            Assert.Contains(explanation.Documents, document => document.Key == instance.InstanceId && document.Source == ChainBook.Instances);
            Assert.All(explanation.Sensors, sensor => Assert.Contains(explanation.Documents, document => document.Key == sensor.DeviceId));
            Assert.True(
                explanation.Documents.Length < 40 && explanation.Documents.All(document => document.Sha256.Length == 64),
                $"seed {seed}: {instance} names {explanation.Documents.Length} documents");
        }

        Assert.Contains(page.Instances, one => one.Reason == "address_ambiguous");
    }

    [Theory]
    [InlineData("/v1/reconciliation?limit=0")]
    [InlineData("/v1/reconciliation?cursor=x")]
    [InlineData("/v1/reconciliation/coverage?by=weather")]
    [InlineData("/v1/reconciliation/history?limit=1001")]
    public async Task What_is_not_understood_is_refused(string path)
    {
        var ours = await api.CreateOrganizationAsync();
        using var answer = await ours.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/v1/reconciliation/coverage")]
    [InlineData("/v1/reconciliation/111111111111/i-1/explain")]
    public async Task What_no_run_saw_is_not_found(string path)
    {
        var ours = await api.CreateOrganizationAsync();
        using var answer = await ours.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <param name="seed">Of a labelled estate; 0 for none.</param>
    private async Task<(TestOrganization Ours, StoredEstate Estate)> NewAsync(int seed)
    {
        var ours = await api.CreateOrganizationAsync();
        var estate = new StoredEstate(api.Postgres, ours.Id);
        if (seed > 0)
        {
            await estate.StoreAsync(new(seed));
        }

        return (ours, estate);
    }

    private Task<ReconciliationSummary> ReconcileAsync(StoredEstate estate, ReconciliationRequest request)
    {
        Caller.ActFor(estate.Organization);
        return api.Grains.GetGrain<IReconciliationGrain>(estate.Organization.ToString()).Reconcile(request);
    }

    private async Task<T> GetAsync<T>(TestOrganization ours, string path)
    {
        using var answer = await ours.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await api.ReadAsync<T>(answer);
    }

    private static int Count(List<ReconciledInstanceView> all, string verdict) => all.Count(one => one.Class == verdict);
}
