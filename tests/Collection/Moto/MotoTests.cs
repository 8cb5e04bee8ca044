using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Raposa.Accounts;
using Raposa.Collection.Sources;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Collection;

/// <summary>
/// The collectors against moto, which answers on AWS's wire and was written by others: whatever they read there, boto3 reads
/// the same by the same call.
/// </summary>
public sealed partial class MotoTests(MotoServer moto) : IClassFixture<MotoServer>, IDisposable
{
    private const string Region = "eu-west-1";

    // What moto does not serve at all, or answers with an error of its own: boto3 gets no further there either.
    private static readonly string[] Services = ["ec2", "elb", "elbv2", "s3", "iam", "rds", "route53", "cloudfront", "kms", "organizations"];

    private readonly string _token = Path.GetTempFileName();

    public void Dispose() => File.Delete(_token);

    [PythonFact]
    public async Task What_the_collectors_read_is_what_boto3_returns_for_the_same_calls()
    {
        await using var services = Compose();
        var aws = services.GetRequiredService<RecordingAws>();
        var reader = new AwsSourceReader(
            aws, AwsModels.Embedded, services.GetRequiredService<IAwsConnections>(), TimeProvider.System);
        var read = new Dictionary<string, int>();
        foreach (var source in SourceCatalog.Platform.Of(Provider.Aws).Where(IsServed))
        {
            read[source.Name] = await CollectAsync(reader, source);
        }

        var calls = aws.Calls.ToList();
        var theirs = await PythonTools.ReplayAsync(moto.Endpoint, MotoServer.Credentials, calls.Select(AsRequest));
        Assert.Equal(calls.Count, theirs.Count);
        var differences = calls.Zip(theirs)
            .SelectMany(pair => Differences(pair.First, pair.Second)
                .Select(difference => $"{pair.First.Call.Service}:{pair.First.Call.Operation} {difference}"))
            .ToList();
        var unexplained = differences.Where(difference => !Explained.Any(place => difference.StartsWith(place + " is ", StringComparison.Ordinal)));
        Assert.True(!unexplained.Any(), string.Join("\n", unexplained));
        Assert.All(Explained, place => Assert.Contains(differences, difference => difference.StartsWith(place + " is ", StringComparison.Ordinal)));
        Assert.True(calls.Count(call => call.Error is null) > calls.Count / 2, "Most of the calls were refused, which compares nothing.");
        Assert.Empty(Seeded.Except(read.Where(pair => pair.Value > 0).Select(pair => pair.Key)));
    }

    /// <summary>
    /// The places where the two may differ. boto3 drops what its model of AWS does not have, and we keep whatever was sent:
    /// moto sends some such. A time that moto makes anew for each answer cannot be the same twice, and a report that is made by
    /// the first call is there at the second. Of a tag's resource our
    /// client asks by the bare id, as the documentation has it, and moto repeats what it was asked.
    /// </summary>
    private static readonly string[] Explained =
    [
        "cloudfront:ListDistributions $.DistributionList.Items[].CallerReference",
        "cloudfront:ListDistributions $.DistributionList.Items[].DefaultRootObject",
        "cloudfront:ListDistributions $.DistributionList.Items[].InProgressInvalidationBatches",
        "cloudfront:ListDistributions $.DistributionList.Items[].Logging",
        "ec2:DescribeInstances $.Reservations[].Instances[].BlockDeviceMappings[].Ebs.size",
        "ec2:DescribeInstances $.Reservations[].Instances[].Tags[].resourceId",
        "ec2:DescribeInstances $.Reservations[].Instances[].Tags[].resourceType",
        "ec2:DescribeInstances $.Reservations[].Instances[].publicDnsName",
        "ec2:DescribeNetworkInterfaces $.NetworkInterfaces[].Association.natEnabled",
        "ec2:DescribeVpcs $.Vpcs[].Tags[].resourceId",
        "ec2:DescribeVpcs $.Vpcs[].Tags[].resourceType",
        "iam:ListAccessKeys $.UserName",
        "iam:GenerateCredentialReport $.Description",
        "iam:GenerateCredentialReport $.State",
        "rds:DescribeDBClusters $.DBClusters[].LatestRestorableTime",
        "rds:DescribeDBInstances $.DBInstances[].LatestRestorableTime",
        "route53:ListTagsForResource $.ResourceTagSet.ResourceId",
        "s3:GetBucketPolicyStatus $.PolicyStatus.IsTruncated",
        "s3:GetBucketPolicyStatus $.PolicyStatus.MaxKeys",
        "s3:GetBucketPolicyStatus $.PolicyStatus.Name",
    ];

    /// <summary>Sources that the seed put something into: an empty answer is equal to an empty answer, and proves nothing.</summary>
    private static readonly string[] Seeded =
    [
        "aws_ec2_instance", "aws_ec2_vpc", "aws_ec2_subnet", "aws_ec2_security_group", "aws_ec2_network_acl", "aws_ec2_route_table",
        "aws_ec2_network_interface", "aws_ec2_internet_gateway", "aws_ec2_nat_gateway", "aws_ec2_vpc_peering_connection",
        "aws_ec2_transit_gateway", "aws_ec2_managed_prefix_list", "aws_ec2_vpc_endpoint", "aws_ec2_volume", "aws_ec2_flow_log",
        "aws_elb_load_balancer", "aws_elbv2_load_balancer", "aws_elbv2_listener", "aws_elbv2_target_group", "aws_s3_bucket",
        "aws_iam_user", "aws_iam_role", "aws_iam_group", "aws_rds_instance", "aws_rds_cluster", "aws_route53_zone",
        "aws_route53_record", "aws_cloudfront_distribution", "aws_kms_key", "aws_organizations_account",
    ];

    private static bool IsServed(SourceDefinition source) =>
        source.Read.Operations.All(operation => Services.Contains(operation[..operation.IndexOf(':', StringComparison.Ordinal)]));

    private static async Task<int> CollectAsync(AwsSourceReader reader, SourceDefinition source)
    {
        var key = new CollectorKey(
            PostgresFixture.NewOrganizationId(), "123456789012", source.Name, source.Scope == SourceScope.Region ? Region : null);
        string? cursor = null;
        var resources = 0;
        do
        {
            try
            {
                var page = await reader.ReadAsync(source, key, cursor, [], default);
                (cursor, resources) = (page.NextCursor, resources + page.Resources.Length);
            }
            catch (SourceReadException)
            {
                // What moto does not have is refused; the call is on record, and boto3 must be refused with the same code.
                return resources;
            }
        }
        while (cursor is not null);

        return resources;
    }

    private static JsonObject AsRequest((AwsCall Call, JsonObject? Output, string? Error) one) => new()
    {
        ["service"] = one.Call.Service, ["operation"] = one.Call.Operation, ["region"] = one.Call.Region,
        ["parameters"] = one.Call.Parameters.DeepClone(),
    };

    // An error of boto3 without a code: moto broke at that call, and neither of us can read what it said.
    private static IEnumerable<string> Differences((AwsCall Call, JsonObject? Output, string? Error) ours, JsonObject theirs)
    {
        if (ours.Error is not { } code)
        {
            return PythonTools.Differences(ours.Output, theirs["output"]).Select(difference => ElementNumber().Replace(difference, "[]"));
        }

        return theirs.ContainsKey("error") && (theirs["error"]?.GetValue<string>() ?? code) == code
            ? []
            : [$"is refused to us with {code}; boto3 gets {theirs.ToJsonString()}"];
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex ElementNumber();

    private ServiceProvider Compose()
    {
        File.WriteAllText(_token, "a.workload.token-of-the-tests");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AWS_ENDPOINT_URL"] = moto.Endpoint.ToString(),
            ["AWS_ROLE_ARN"] = "arn:aws:iam::123456789012:role/platform",
            ["AWS_WEB_IDENTITY_TOKEN_FILE"] = _token,
        }).Build();
        return new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddAws(configuration)
            .AddSingleton<IAwsConnections, OneRole>()
            .AddSingleton<IWebIdentityTokenSource, NoTokens>()
            .AddSingleton(provider => new RecordingAws(ActivatorUtilities.CreateInstance<AwsClient>(provider)))
            .BuildServiceProvider();
    }

    private sealed class OneRole : IAwsConnections
    {
        public Task<AwsConnection?> FindAsync(AccountKey account, CancellationToken cancellationToken) => Task.FromResult<AwsConnection?>(
            new($"arn:aws:iam::{account.AccountId}:role/RaposaReadOnly", "an-external-id-of-the-tests", Region));
    }

    private sealed class NoTokens : IWebIdentityTokenSource
    {
        public Task<string> GetTokenAsync(OrganizationId organization, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("These tests enter accounts as the workload.");
    }
}
