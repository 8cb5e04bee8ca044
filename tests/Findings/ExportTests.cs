using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Raposa.Findings.Export;
using Raposa.Incidents;
using Raposa.Support;

namespace Raposa.Findings;

/// <summary>Exports as others read them: what their specifications require is written out here by hand.</summary>
public class ExportTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Account = "900100200301";

    // Of OCSF 1.8: base_event's required attributes, the finding's, and those of each class.
    private static readonly string[] RequiredOfAll =
        ["activity_id", "category_uid", "class_uid", "type_uid", "severity_id", "time", "metadata", "finding_info", "cloud"];

    private static readonly Dictionary<int, string[]> RequiredOfClass = new()
    {
        [2002] = ["vulnerabilities"], [2003] = ["compliance"], [2004] = [],
    };

    [Fact]
    public async Task Ocsf_events_have_what_their_classes_require_and_their_times_are_milliseconds()
    {
        var ours = await RaisedAsync();

        var events = (await ExportAsync(ours, "ocsf")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();

        Assert.Equal([2002, 2003, 2004], events.Select(one => (int)one["class_uid"]!).Order());
        Assert.All(events, one =>
        {
            Assert.DoesNotContain(RequiredOfAll.Concat(RequiredOfClass[(int)one["class_uid"]!]), name => one[name] is null);
            Assert.Equal(((int)one["class_uid"]! * 100) + (int)one["activity_id"]!, (int)one["type_uid"]!);
            Assert.Equal((2, 1, "1.8.0"), ((int)one["category_uid"]!, (int)one["status_id"]!, (string)one["metadata"]!["version"]!));
            Assert.NotNull(one["metadata"]!["product"]!["vendor_name"]);
            Assert.Equal(ours.Id.ToString(), (string?)one["metadata"]!["tenant_uid"]);
            Assert.Equal(("AWS", Account), ((string?)one["cloud"]!["provider"], (string?)one["cloud"]!["account"]!["uid"]));
            Assert.All([one["finding_info"]!["uid"], one["finding_info"]!["title"]], Assert.NotNull);

            // 13 digits: seconds would have 10.
            Assert.All(
                [one["time"], one["finding_info"]!["first_seen_time"], one["finding_info"]!["last_seen_time"]],
                time => Assert.Equal(13, ((long)time!).ToString(System.Globalization.CultureInfo.InvariantCulture).Length));
        });
        var check = events.Single(one => (int)one["class_uid"]! == 2003)["compliance"]!;
        Assert.Equal(("s3.bucket_versioning", 3, "cis-aws-7.0"), ((string?)check["control"], (int)check["status_id"]!, (string?)check["standards"]![0]));
        Assert.Equal("CVE-2026-0001", (string?)events.Single(one => (int)one["class_uid"]! == 2002)["vulnerabilities"]![0]!["cve"]!["uid"]);
        Assert.Equal([3, 4, 5], events.Select(one => (int)one["severity_id"]!).Order());
    }

    [Fact]
    public async Task Asff_has_every_required_field_within_its_limits_in_requests_of_a_hundred()
    {
        var ours = await api.CreateOrganizationAsync();
        await RaiseAsync(ours, [.. Enumerable.Range(0, 205).Select(number => Draft($"posture.s3.bucket_versioning", $"bucket-{number}", Severity.Medium) with
        {
            Title = new string('t', 400), Detail = new string('d', 3000),
        })]);
        await RaiseAsync(ours, [Draft("vendor.falcon", "a-host", Severity.High) with { AccountId = "a-falcon-tenant" }]);

        var requests = (await ExportAsync(ours, "asff")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal([100, 100, 5], requests.Select(line => JsonNode.Parse(line)!["Findings"]!.AsArray().Count));
        Assert.All(requests.SelectMany(line => JsonNode.Parse(line)!["Findings"]!.AsArray()), one =>
        {
            string[] required = ["SchemaVersion", "Id", "ProductArn", "GeneratorId", "AwsAccountId", "CreatedAt", "UpdatedAt", "Severity", "Title", "Description", "Resources"];
            Assert.DoesNotContain(required, name => one![name] is null);
            Assert.Equal(("2018-10-08", "MEDIUM", "FAILED", "NEW", "ACTIVE"), (
                (string?)one!["SchemaVersion"], (string?)one["Severity"]!["Label"], (string?)one["Compliance"]!["Status"],
                (string?)one["Workflow"]!["Status"], (string?)one["RecordState"]));
            Assert.Equal($"arn:aws:securityhub:eu-west-1:{Account}:product/{Account}/default", (string?)one["ProductArn"]);
            Assert.All([one["Resources"]![0]!["Type"], one["Resources"]![0]!["Id"]], Assert.NotNull);
            Assert.True(((string)one["Title"]!).Length <= 256 && ((string)one["Description"]!).Length <= 1024);
            Assert.True(Encoding.UTF8.GetByteCount(one.ToJsonString()) <= 240 * 1024);
        });
    }

    [Fact]
    public async Task Sarif_names_each_rule_once_and_each_result_its_rule_resource_and_fingerprint()
    {
        var ours = await RaisedAsync();
        await RaiseAsync(ours, [Draft("posture.s3.bucket_versioning", "another", Severity.Medium)]);
        await SuppressAsync(ours, "another");

        var run = JsonNode.Parse(await ExportAsync(ours, "sarif&suppressed=include"))!["runs"]![0]!;

        var rules = run["tool"]!["driver"]!["rules"]!.AsArray();
        Assert.Equal(["network.exposed", "posture.s3.bucket_versioning", "vendor.inspector"], rules.Select(rule => (string)rule!["id"]!).Order());
        Assert.All(run["results"]!.AsArray(), result => Assert.Equal((string?)result!["ruleId"], (string?)rules[(int)result["ruleIndex"]!]!["id"]));
        var known = run["results"]!.AsArray().Single(result => (string?)result!["properties"]!["resource"] == "another")!;
        Assert.Equal(
            ("warning", $"{Account}/eu-west-1/another", "posture.s3.bucket_versioning:another"),
            ((string?)known["level"], (string?)known["locations"]![0]!["logicalLocations"]![0]!["fullyQualifiedName"],
                (string?)known["partialFingerprints"]!["raposa/v1"]));
        Assert.Equal(("external", "It is known."), ((string?)known["suppressions"]![0]!["kind"], (string?)known["suppressions"]![0]!["justification"]));
        var versioning = rules.Single(rule => (string?)rule!["id"] == "posture.s3.bucket_versioning")!;
        Assert.Equal("5.5", (string?)versioning["properties"]!["security-severity"]);
    }

    [Fact]
    public async Task Csv_has_a_line_for_each_and_no_formula()
    {
        var ours = await api.CreateOrganizationAsync();
        await RaiseAsync(ours, [Draft("network.exposed", "=cmd|'/c calc'!A1", Severity.High) with { Title = "Say \"no\", twice" }, Draft("network.exposed", "i-0a1", Severity.Low)]);
        await SuppressAsync(ours, "i-0a1");

        var lines = (await ExportAsync(ours, "csv")).Split("\r\n");

        Assert.Equal(3, lines.Length);
        Assert.StartsWith("id,fingerprint,kind,severity,status,title,", lines[0], StringComparison.Ordinal);
        Assert.Contains(",high,open,\"Say \"\"no\"\", twice\",", lines[1], StringComparison.Ordinal);
        Assert.Contains(",'=cmd|'/c calc'!A1,", lines[1], StringComparison.Ordinal);
        Assert.Equal("", lines[2]);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("+1", "'+1")]
    [InlineData("@x", "'@x")]
    [InlineData("-2,3", "\"'-2,3\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData(null, "")]
    public void A_cell_is_quoted_where_it_must_be(string? value, string cell) => Assert.Equal(cell, CsvWriter.Cell(value));

    [Fact]
    public async Task A_format_that_there_is_not_is_refused_with_those_that_there_are()
    {
        var ours = await api.CreateOrganizationAsync();

        using var answer = await ours.Client.GetAsync(new Uri("/v1/findings/export?format=xml", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("ocsf, asff, sarif or csv", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<TestOrganization> RaisedAsync()
    {
        var ours = await api.CreateOrganizationAsync();
        await RaiseAsync(ours,
        [
            Draft("posture.s3.bucket_versioning", "a-bucket", Severity.Medium) with { EvidenceJson = """{"controls":["cis-aws-7.0 2.1"]}""" },
            Draft("vendor.inspector", "i-0a1", Severity.Critical) with { Title = "CVE-2026-0001 - openssl" },
            Draft("network.exposed", "i-0a1", Severity.High),
        ]);
        return ours;
    }

    private FindingDraft Draft(string kind, string subject, Severity severity) => new()
    {
        Fingerprint = $"{kind}:{subject}", Kind = kind, Severity = severity, Title = "A title", Detail = "What to do.", AccountId = Account,
        Region = "eu-west-1", Subject = subject, SeenAt = api.Clock.GetUtcNow(),
    };

    private Task RaiseAsync(TestOrganization ours, FindingDraft[] drafts) => new FindingSink(new(api.Postgres.Tenants)).RaiseAsync(ours.Id, [.. drafts], default);

    private async Task SuppressAsync(TestOrganization ours, string subject)
    {
        using var found = await ours.Client.GetAsync(new Uri($"/v1/findings?subject={subject}", UriKind.Relative));
        var id = (await api.ReadAsync<FindingList>(found)).Findings[0].Id;
        using var answer = await ours.Client.PutAsJsonAsync(
            $"/v1/findings/{id}/suppression", new { reason = "It is known.", until = api.Clock.GetUtcNow().AddDays(1) });
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<string> ExportAsync(TestOrganization ours, string format)
    {
        using var answer = await ours.Client.GetAsync(new Uri($"/v1/findings/export?format={format}", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }
}
