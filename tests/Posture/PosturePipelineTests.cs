using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dapper;
using Raposa.Collection;
using Raposa.Collection.Sources;
using Raposa.Findings;
using Raposa.Inventory;
using Raposa.Inventory.Analysis;
using Raposa.Support;

namespace Raposa.Posture;

/// <summary>From documents that a collector wrote to rows and findings, on a real database.</summary>
public class PosturePipelineTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    /// <summary>The account in which all is well.</summary>
    private const string Fine = "900000000000";

    private readonly TestInventory _inventory = new(postgres, [.. SourceCatalog.Platform.All]);

    [Fact]
    public async Task Each_check_fails_passes_and_does_not_know_through_the_whole_way()
    {
        var accounts = new Dictionary<(string Check, string Which), string>();
        await WriteAsync(Fine, PostureCases.Of("iam.root_mfa", "pass"), null);
        foreach (var (check, number) in CheckCatalog.Platform.All.Select((check, number) => (check, number)))
        {
            foreach (var (which, digit) in new[] { ("fail", 1), ("unknown", 2) })
            {
                accounts[(check.Id, which)] = $"{digit}{number:00000000000}";
                await WriteAsync(accounts[(check.Id, which)], PostureCases.Of(check.Id, which), check.Sources);
            }

            accounts[(check.Id, "pass")] = PostureCases.HasOwnPass(check.Id) ? $"3{number:00000000000}" : Fine;
            if (PostureCases.HasOwnPass(check.Id))
            {
                await WriteAsync(accounts[(check.Id, "pass")], PostureCases.Of(check.Id, "pass"), check.Sources);
            }
        }

        await AnalyzeAsync(PostureCases.AsOf);

        var rows = await ReadAsync("select check_id, account_id, status, count(*) from posture.result where org_id = @org and until is null group by 1, 2, 3");
        var found = rows.ToLookup(row => ((string)row.check_id, (string)row.account_id), row => (CheckStatus)(short)row.status);
        Assert.All(CheckCatalog.Platform.All, check =>
        {
            Assert.Contains(CheckStatus.Fail, found[(check.Id, accounts[(check.Id, "fail")])]);
            Assert.DoesNotContain(CheckStatus.Unknown, found[(check.Id, accounts[(check.Id, "fail")])]);
            Assert.Contains(CheckStatus.Unknown, found[(check.Id, accounts[(check.Id, "unknown")])]);
            Assert.DoesNotContain(CheckStatus.Fail, found[(check.Id, accounts[(check.Id, "unknown")])]);
            Assert.Equal([CheckStatus.Pass], found[(check.Id, accounts[(check.Id, "pass")])].ToList());
        });
        var findings = await ReadAsync("select kind, account_id from findings.finding where org_id = @org and status = 1 and starts_with(kind, 'posture.')");
        Assert.All(CheckCatalog.Platform.All, check =>
            Assert.Contains(findings, finding => (string)finding.kind == $"posture.{check.Id}" && (string)finding.account_id == accounts[(check.Id, "fail")]));
        Assert.DoesNotContain(findings, finding => (string)finding.account_id == Fine && !PostureCases.HasOwnPass(((string)finding.kind)["posture.".Length..]));
    }

    [Fact]
    public async Task A_finding_is_resolved_by_a_pass_or_by_proof_that_there_is_nothing_and_not_by_what_is_not_known()
    {
        await BucketsAsync(0, RunStatus.Sealed, ("open", false), ("gone", false), ("fine", true));
        await AnalyzeAsync(TestInventory.Start.AddMinutes(1));
        Assert.Equal(["gone 1", "open 1"], await FindingsAsync("posture.s3.bucket_versioning"));

        // The run broke off: nothing is proven by what it did not see.
        await BucketsAsync(2, RunStatus.Partial, ("fine", true));
        await AnalyzeAsync(TestInventory.Start.AddMinutes(3));
        Assert.Equal(["gone 1", "open 1"], await FindingsAsync("posture.s3.bucket_versioning"));

        await BucketsAsync(4, RunStatus.Sealed, ("open", true), ("fine", true));
        await AnalyzeAsync(TestInventory.Start.AddMinutes(5));
        Assert.Equal(["gone 2", "open 2"], await FindingsAsync("posture.s3.bucket_versioning"));

        var history = await ReadAsync(
            "select status, since, until from posture.result where org_id = @org and check_id = 's3.bucket_versioning' and resource = 'open' order by since");
        Assert.Equal(
            [(2, TestInventory.Start.AddMinutes(1), TestInventory.Start.AddMinutes(5)), (1, TestInventory.Start.AddMinutes(5), default(DateTimeOffset))],
            [.. history.Select(row => ((int)(short)row.status, (DateTimeOffset)(DateTime)row.since, row.until is null ? default : (DateTimeOffset)(DateTime)row.until))]);
    }

    [Fact]
    public async Task What_does_not_change_writes_nothing()
    {
        await BucketsAsync(0, RunStatus.Sealed, ("open", false));
        await AnalyzeAsync(TestInventory.Start.AddMinutes(1));
        var before = (await ReadAsync("select count(*) as n from posture.result where org_id = @org"))[0].n;
        await BucketsAsync(2, RunStatus.Sealed, ("open", false));
        await AnalyzeAsync(TestInventory.Start.AddMinutes(3));

        Assert.Equal(before, (await ReadAsync("select count(*) as n from posture.result where org_id = @org"))[0].n);
        Assert.Equal(2L, (await ReadAsync("select count(*) as n from posture.run where org_id = @org"))[0].n);
    }

    [Fact]
    public async Task Findings_of_vendors_come_and_go_with_their_documents()
    {
        const string account = "123456789012";
        await WriteRunAsync(0, RunStatus.Sealed, account, "aws_guardduty_finding", "eu-central-1", ("g-1", GuardDuty("g-1", 8.0, archived: false)), ("g-2", GuardDuty("g-2", 2.0, archived: false)));
        await WriteRunAsync(0, RunStatus.Sealed, account, "aws_inspector2_finding", "eu-central-1",
            ("i-1", """{"findingArn":"i-1","status":"ACTIVE","severity":"CRITICAL","title":"CVE-2026-0001 - openssl","description":"A hole.","resources":[{"id":"i-0a1"}]}"""),
            ("i-2", """{"findingArn":"i-2","status":"SUPPRESSED","severity":"HIGH","title":"x","resources":[]}"""));
        await WriteRunAsync(0, RunStatus.Sealed, account, "aws_securityhub_finding", "eu-central-1",
            ("s-1", """{"Id":"s-1","RecordState":"ACTIVE","Workflow":{"Status":"NEW"},"Compliance":{"Status":"FAILED"},"Severity":{"Label":"MEDIUM"},"Title":"A control","Description":"It fails.","Resources":[{"Id":"arn:x"}]}"""),
            ("s-2", """{"Id":"s-2","RecordState":"ACTIVE","Compliance":{"Status":"PASSED"},"Severity":{"Label":"LOW"},"Title":"Another","Resources":[]}"""));
        await WriteRunAsync(0, RunStatus.Sealed, "falcon", "crowdstrike_alert", null,
            ("f-1", """{"composite_id":"f-1","status":"new","severity_name":"High","display_name":"Credential theft","description":"mimikatz","device":{"instance_id":"i-0a1"}}"""));
        await AnalyzeAsync(TestInventory.Start.AddMinutes(1));
        Assert.Equal(["i-0a1 1", "i-0a1 1", "i-9 1", "i-9 1", "arn:x 1"], await FindingsAsync("vendor"));

        // One is archived, one has gone from a complete snapshot; a broken run says nothing.
        await WriteRunAsync(2, RunStatus.Sealed, account, "aws_guardduty_finding", "eu-central-1", ("g-1", GuardDuty("g-1", 8.0, archived: true)));
        await WriteRunAsync(2, RunStatus.Partial, account, "aws_inspector2_finding", "eu-central-1");
        await AnalyzeAsync(TestInventory.Start.AddMinutes(3));
        Assert.Equal(["i-0a1 1", "i-0a1 1", "i-9 2", "i-9 2", "arn:x 1"], await FindingsAsync("vendor"));
    }

    [Fact]
    public async Task What_is_read_no_more_is_closed_which_is_no_pass_and_opens_again_when_it_is_read_again()
    {
        const string account = "123456789012", other = "210987654321", bucket = """{"Name":"other","GetBucketVersioning":{}}""";
        const string hole = """{"findingArn":"v-1","status":"ACTIVE","severity":"CRITICAL","title":"CVE-2026-0001","description":"A hole.","resources":[{"id":"i-0a1"}]}""";
        await BucketsAsync(0, RunStatus.Sealed, ("open", false));
        await WriteRunAsync(0, RunStatus.Sealed, other, "aws_s3_bucket", null, ("other", bucket));
        await WriteRunAsync(0, RunStatus.Sealed, account, "aws_inspector2_finding", "eu-central-1", ("v-1", hole));
        await AnalyzeAsync(TestInventory.Start.AddMinutes(1));
        await LeaveAsync(account, TestInventory.Start.AddMinutes(2), ("aws_s3_bucket", null), ("aws_inspector2_finding", "eu-central-1"));

        await AnalyzeAsync(TestInventory.Start.AddMinutes(3));
        Assert.Equal(["open 3", "other 1"], await FindingsAsync("posture.s3.bucket_versioning"));
        Assert.Equal(["i-0a1 3"], await FindingsAsync("vendor"));
        Assert.Empty(await ReadAsync($"select 1 from posture.result where org_id = @org and until is null and account_id = '{account}'"));

        // What there is of it from before is not looked at again.
        await AnalyzeAsync(TestInventory.Start.AddMinutes(4));
        Assert.Equal(["open 3", "other 1"], await FindingsAsync("posture.s3.bucket_versioning"));

        await BucketsAsync(5, RunStatus.Sealed, ("open", false));
        await WriteRunAsync(5, RunStatus.Sealed, account, "aws_inspector2_finding", "eu-central-1", ("v-1", hole));
        await AnalyzeAsync(TestInventory.Start.AddMinutes(6));
        Assert.Equal(["open 1", "other 1"], await FindingsAsync("posture.s3.bucket_versioning"));
        Assert.Equal(["i-0a1 1"], await FindingsAsync("vendor"));
    }

    private async Task LeaveAsync(string account, DateTimeOffset at, params (string Source, string? Region)[] sources)
    {
        var records = new CollectionStore(postgres.Tenants);
        var schedules = sources.Select(one => new SourceSchedule
        {
            Source = one.Source, Region = one.Region, Since = TestInventory.Start, Period = TimeSpan.FromMinutes(30), NextDueAt = at, Revision = 1,
        }).ToImmutableArray();
        await records.SaveAsync(_inventory.Organization, account, schedules, default);
        await records.RemoveAsync(_inventory.Organization, account, schedules, at, default);
    }

    private static string GuardDuty(string id, double severity, bool archived) => new JsonObject
    {
        ["Id"] = id, ["Type"] = "UnauthorizedAccess:EC2/SSHBruteForce", ["Severity"] = severity, ["Title"] = "Passwords are tried.", ["Description"] = "From 198.51.100.7.",
        ["Resource"] = new JsonObject { ["InstanceDetails"] = new JsonObject { ["InstanceId"] = "i-9" } }, ["Service"] = new JsonObject { ["Archived"] = archived },
    }.ToJsonString();

    private async Task WriteAsync(string account, CaseEstate estate, IReadOnlyCollection<string>? only)
    {
        // Of an account without a source, something else says that it is read at all, and where.
        if (estate.NotCollected.Count + estate.Off.Count > 0)
        {
            await WriteRunAsync(0, RunStatus.Sealed, account, "aws_ec2_address", PostureCases.Region);
        }

        foreach (var (source, rows) in estate.Sources.Where(one => only?.Contains(one.Key) != false && !estate.NotCollected.Contains(one.Key)))
        {
            var region = SourceCatalog.Platform[source].Scope == SourceScope.Region ? PostureCases.Region : null;
            if (estate.Off.Contains(source))
            {
                var key = new CollectorKey(_inventory.Organization, account, source, region);
                var run = TestInventory.RunAt(0);
                await _inventory.Writer.OpenAsync(key, run, default);
                await _inventory.CloseAsync(run with { Failure = new(FailureKind.NotEnabled, "securityhub:GetFindings", "InvalidAccessException", "It is off.") }, RunStatus.Failed, key);
                continue;
            }

            await WriteRunAsync(
                0, RunStatus.Sealed, account, source, region,
                [.. rows!.AsArray().Select(row => (Of((string)row!["key"]!), Of(row["body"]!.ToJsonString())))]);
        }

        string Of(string text) => text.Replace(PostureCases.Account, account, StringComparison.Ordinal);
    }

    private Task BucketsAsync(int minute, RunStatus status, params (string Name, bool IsVersioned)[] buckets) => WriteRunAsync(
        minute, status, "123456789012", "aws_s3_bucket", null,
        [.. buckets.Select(bucket => (bucket.Name, bucket.IsVersioned
            ? $$$"""{"Name":"{{{bucket.Name}}}","GetBucketVersioning":{"Status":"Enabled"}}"""
            : $$$"""{"Name":"{{{bucket.Name}}}","GetBucketVersioning":{}}"""))]);

    private async Task WriteRunAsync(int minute, RunStatus status, string account, string source, string? region, params (string Key, string Json)[] resources) =>
        await _inventory.RunAsync(minute, status, resources, key: new(_inventory.Organization, account, source, region));

    private async Task AnalyzeAsync(DateTimeOffset asOf)
    {
        var analysis = new PostureAnalysis(
            new EstateReaderStore(postgres.Tenants), new FindingSink(new(postgres.Tenants)), new(postgres.Tenants), CheckCatalog.Platform);
        var run = new AnalysisRun
        {
            Organization = _inventory.Organization, Id = Guid.CreateVersion7(), AsOf = asOf,
            Chains = await _inventory.Snapshots.GetCoverageAsync(_inventory.Organization, new(), asOf, default),
            Left = await _inventory.Snapshots.GetLeftAsync(_inventory.Organization, asOf, default),
        };
        await analysis.RunAsync(run, default);
        await new ClosingAnalysis(new(postgres.Tenants), new FindingSink(new(postgres.Tenants)), [new PostureOrigin(CheckCatalog.Platform)])
            .RunAsync(run, default);
    }

    private async Task<IReadOnlyList<string>> FindingsAsync(string kind) =>
    [
        .. (await ReadAsync(
            $"select subject, status from findings.finding where org_id = @org and (kind = '{kind}' or starts_with(kind, '{kind}.')) order by kind = 'vendor.securityhub', subject, fingerprint"))
            .Select(row => $"{row.subject} {row.status}"),
    ];

    private async Task<List<dynamic>> ReadAsync(string sql)
    {
        await using var connection = await postgres.Tenants.OpenReaderAsync(_inventory.Organization, default);
        return [.. await connection.QueryAsync(sql, new { org = _inventory.Organization.Value })];
    }
}
