using System.Text;
using Raposa.Collection.Sources.Aws;

namespace Raposa.Collection.Sources;

/// <summary>The declarations that are more than a list: what they ask, in which order, and what comes of it.</summary>
public class AwsDeclarationTests
{
    private readonly ScriptedAws _aws = new();

    [Fact]
    public async Task A_buckets_settings_are_members_of_its_document_and_what_is_not_set_says_so()
    {
        _aws.Answers("s3:ListBuckets", "{}", """{"Buckets":[{"Name":"b"}]}""");
        foreach (var operation in S3Bucket.Source.Read.Operations.Where(operation => operation != "s3:ListBuckets"))
        {
            _aws.Answers(operation, """{"Bucket":"b"}""", "{}");
        }

        _aws.Answers("s3:GetBucketLocation", """{"Bucket":"b"}""", """{"LocationConstraint":null}""")
            .Answers("s3:GetBucketVersioning", """{"Bucket":"b"}""", """{"Status":"Enabled"}""")
            .Refuses("s3:GetBucketPolicy", """{"Bucket":"b"}""", FailureKind.Malformed, "NoSuchBucketPolicy")
            .Refuses("s3:GetBucketAcl", """{"Bucket":"b"}""", FailureKind.Denied, "AccessDenied");

        var page = await Read(S3Bucket.Source).PageAsync();

        Assert.Equal(
            """{"Name":"b","GetBucketLocation":{"LocationConstraint":null},"GetPublicAccessBlock":{},"GetBucketPolicyStatus":{},"GetBucketPolicy":{"$absent":"NoSuchBucketPolicy"},"GetBucketAcl":{"$refused":"AccessDenied"},"GetBucketOwnershipControls":{},"GetBucketEncryption":{},"GetBucketVersioning":{"Status":"Enabled"},"GetBucketLogging":{},"GetObjectLockConfiguration":{},"GetBucketLifecycleConfiguration":{},"GetBucketReplication":{},"GetBucketWebsite":{},"GetBucketTagging":{}}""",
            AwsReading.JsonOf(page.Resources.Single()));
        Assert.Equal(("b", "AccessDenied"), (page.Gaps.Single().Scope, page.Gaps.Single().Failure.Code));
        Assert.Equal("eu-central-1", Assert.Single(_aws.Regions.Distinct()));
    }

    [Fact]
    public async Task Findings_of_GuardDuty_are_listed_by_detector_and_fetched_by_fifty()
    {
        var ids = Enumerable.Range(1, 50).Select(id => $"\"f-{id}\"");
        _aws.Answers("guardduty:ListDetectors", """{"MaxResults":50}""", """{"DetectorIds":["d"]}""")
            .Answers("guardduty:ListFindings", """{"DetectorId":"d","MaxResults":50}""", $$"""{"FindingIds":[{{string.Join(',', ids)}}],"NextToken":"n"}""")
            .Answers("guardduty:ListFindings", """{"DetectorId":"d","MaxResults":50,"NextToken":"n"}""", """{"FindingIds":["f-51"],"NextToken":""}""")
            .Answers("guardduty:GetFindings", $$"""{"FindingIds":[{{string.Join(',', ids)}}],"DetectorId":"d"}""", """{"Findings":[{"Id":"f-1"}]}""")
            .Answers("guardduty:GetFindings", """{"FindingIds":["f-51"],"DetectorId":"d"}""", """{"Findings":[{"Id":"f-51"}]}""");

        Assert.Equal(["f-1", "f-51"], AwsReading.KeysOf(await Read(GuardDutyFinding.Source).PagesAsync()));
    }

    [Fact]
    public async Task A_finding_that_an_event_names_is_fetched_without_a_list()
    {
        _aws.Answers("guardduty:ListDetectors", """{"MaxResults":50}""", """{"DetectorIds":["d"]}""")
            .Answers("guardduty:GetFindings", """{"FindingIds":["f-7"],"DetectorId":"d"}""", """{"Findings":[{"Id":"f-7"}]}""");

        Assert.Equal(["f-7"], AwsReading.KeysOf([await Read(GuardDutyFinding.Source).PageAsync(null, "f-7")]));
    }

    [Fact]
    public async Task Where_GuardDuty_is_off_there_are_not_no_findings()
    {
        _aws.Answers("guardduty:ListDetectors", """{"MaxResults":50}""", """{"DetectorIds":[]}""");

        var refusal = await Assert.ThrowsAsync<SourceReadException>(() => Read(GuardDutyFinding.Source).PageAsync());

        Assert.Equal(
            new(FailureKind.NotEnabled, "guardduty:ListDetectors", "None", "GuardDuty is off in this region: it has no detector."), refusal.Failure);
        Assert.Empty((await Read(GuardDutyDetector.Source).PageAsync()).Resources);
    }

    [Fact]
    public async Task A_detector_has_the_id_that_its_own_answer_leaves_out()
    {
        _aws.Answers("guardduty:ListDetectors", """{"MaxResults":50}""", """{"DetectorIds":["d"]}""")
            .Answers("guardduty:GetDetector", """{"DetectorId":"d"}""", """{"Status":"ENABLED"}""");

        var resource = (await Read(GuardDutyDetector.Source).PageAsync()).Resources.Single();

        Assert.Equal(("d", """{"Status":"ENABLED","$parent":{"DetectorId":"d"}}"""), (resource.Key, AwsReading.JsonOf(resource)));
    }

    [Fact]
    public async Task Nodegroups_are_fetched_one_by_one_and_one_that_has_gone_is_not_there()
    {
        _aws.Answers("eks:ListClusters", """{"maxResults":100}""", """{"clusters":["c"]}""")
            .Answers("eks:ListNodegroups", """{"clusterName":"c","maxResults":100}""", """{"nodegroups":["n-1","n-2"]}""")
            .Answers("eks:DescribeNodegroup", """{"nodegroupName":"n-1","clusterName":"c"}""", """{"nodegroup":{"nodegroupArn":"arn-1"}}""")
            .Refuses("eks:DescribeNodegroup", """{"nodegroupName":"n-2","clusterName":"c"}""", FailureKind.Malformed, "ResourceNotFoundException");

        Assert.Equal(["arn-1"], AwsReading.KeysOf(await Read(EksNodegroup.Source).PagesAsync()));
    }

    [Fact]
    public async Task An_account_without_a_password_policy_says_so()
    {
        _aws.Refuses("iam:GetAccountPasswordPolicy", "{}", FailureKind.Malformed, "NoSuchEntity");

        var resource = (await Read(IamPasswordPolicy.Source).PageAsync()).Resources.Single();

        Assert.Equal("""{"$absent":"NoSuchEntity","$key":"111122223333"}""", AwsReading.JsonOf(resource));
    }

    [Fact]
    public async Task Days_of_a_bill_are_asked_for_by_the_day_that_the_run_began()
    {
        _aws.Answers(
            "ce:GetCostAndUsage",
            """{"TimePeriod":{"Start":"2026-05-09","End":"2026-08-08"},"Granularity":"DAILY","Metrics":["UnblendedCost","AmortizedCost","UsageQuantity"],"GroupBy":[{"Type":"DIMENSION","Key":"SERVICE"}]}""",
            """{"ResultsByTime":[{"TimePeriod":{"Start":"2026-08-06","End":"2026-08-07"},"Total":{},"Groups":[{"Keys":["Amazon EC2"],"Metrics":{"UnblendedCost":{"Amount":"1.5","Unit":"USD"}}}],"Estimated":true}]}""");

        var resource = (await Read(CostByService.Source).PageAsync()).Resources.Single();

        Assert.Equal(
            """{"Keys":["Amazon EC2"],"Metrics":{"UnblendedCost":{"Amount":"1.5","Unit":"USD"}},"$parent":{"TimePeriod":{"Start":"2026-08-06","End":"2026-08-07"},"Total":{},"Estimated":true},"$key":"2026-08-06|Amazon EC2"}""",
            AwsReading.JsonOf(resource));
        Assert.Equal("2026-08-06|Amazon EC2", resource.Key);
    }

    [Fact]
    public async Task Costs_by_tag_are_asked_for_once_per_tag()
    {
        const string Period = """{"Start":"2026-05-09","End":"2026-08-08"}""";
        _aws.Answers("ce:GetTags", $$"""{"TimePeriod":{{Period}}}""", """{"Tags":["team"],"ReturnSize":1,"TotalSize":1}""")
            .Answers(
                "ce:GetCostAndUsage",
                $$"""{"TimePeriod":{{Period}},"Granularity":"DAILY","Metrics":["UnblendedCost","AmortizedCost","UsageQuantity"],"GroupBy":[{"Type":"TAG","Key":"team"}]}""",
                """{"ResultsByTime":[{"TimePeriod":{"Start":"2026-08-06"},"Groups":[{"Keys":["team$platform"]},{"Keys":["team$"]}]}]}""");

        Assert.Equal(["2026-08-06|team$platform", "2026-08-06|team$"], AwsReading.KeysOf(await Read(CostByTag.Source).PagesAsync()));
    }

    [Fact]
    public async Task A_credential_report_is_ordered_and_its_lines_are_documents()
    {
        var csv = "user,arn,mfa_active\n<root_account>,arn:aws:iam::111122223333:root,false\nana,arn:aws:iam::111122223333:user/ana,true";
        _aws.Answers("iam:GenerateCredentialReport", "{}", """{"State":"COMPLETE"}""")
            .Answers("iam:GetCredentialReport", "{}", $$"""{"Content":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(csv))}}","ReportFormat":"text/csv"}""");

        var page = await Read(IamCredentialReport.Source).PageAsync();

        Assert.Equal(
            ["""{"user":"\u003Croot_account\u003E","arn":"arn:aws:iam::111122223333:root","mfa_active":"false"}""", """{"user":"ana","arn":"arn:aws:iam::111122223333:user/ana","mfa_active":"true"}"""],
            page.Resources.Select(AwsReading.JsonOf));
        Assert.Equal("arn:aws:iam::111122223333:user/ana", page.Resources[1].Key);
    }

    [Fact]
    public async Task A_report_that_is_still_being_made_is_asked_for_again_in_seconds()
    {
        _aws.Answers("iam:GenerateCredentialReport", "{}", """{"State":"STARTED","Description":"No report exists."}""");

        var failure = await Assert.ThrowsAsync<SourceReadException>(() => Read(IamCredentialReport.Source).PageAsync());

        Assert.Equal((FailureKind.Transient, TimeSpan.FromSeconds(5)), (failure.Failure.Kind, failure.RetryAfter));
    }

    [Fact]
    public async Task Security_Hub_that_is_off_is_not_enabled_rather_than_denied()
    {
        _aws.Refuses(
            "securityhub:GetFindings", """{"Filters":{"RecordState":[{"Value":"ACTIVE","Comparison":"EQUALS"}]},"MaxResults":100}""",
            FailureKind.Denied, "InvalidAccessException");

        var refusal = await Assert.ThrowsAsync<SourceReadException>(() => Read(SecurityHubFinding.Source).PageAsync());

        Assert.Equal(FailureKind.NotEnabled, refusal.Failure.Kind);
    }

    private AwsReading Read(SourceDefinition source) => new(source, _aws);
}
