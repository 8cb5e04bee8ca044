using System.Text;
using System.Text.Json.Nodes;
using Raposa.Accounts;
using Raposa.Ingestion;
using Raposa.Support;

namespace Raposa.Collection.Sources;

/// <summary>
/// What others recorded of AWS goes through every source's declaration. What no recording has is listed by name, so that a
/// column that reads nothing is a decision and not a typing error.
/// </summary>
public class RecordedAnswersTests
{
    /// <summary>Sources none of whose resources anybody recorded.</summary>
    private static readonly string[] WithoutRecordings =
    [
        "aws_cloudtrail_recent_event",
        "aws_cost_anomaly",
        "aws_cost_by_tag",
        "aws_ec2_egress_only_internet_gateway",
        "aws_efs_file_system",
        "aws_eks_cluster",
        "aws_eks_nodegroup",
    ];

    /// <summary>Columns that are null in every recording, as <c>source.column</c>.</summary>
    private static readonly string[] WithoutValues =
    [
        "aws_accessanalyzer_finding.error",
        "aws_cloudtrail_trail.delivery_error",
        "aws_cost_by_account.amortized_cost",
        "aws_cost_by_service.amortized_cost",
        "aws_cost_by_usage_type.amortized_cost",
        "aws_ec2_route_table.gateway_ids",
        "aws_ec2_security_group_rule.prefix_list_id",
        "aws_ec2_security_group_rule.description",
        "aws_ec2_subnet.ipv6_cidr_blocks",
        "aws_ec2_transit_gateway_route.prefix_list_id",
        "aws_ecr_image.last_pulled_at",
        "aws_ecr_image.scan_status",
        "aws_ecr_image.severity_counts",
        "aws_guardduty_detector.features",
        "aws_iam_virtual_mfa_device.tags",
        "aws_route53_record.health_check_id",
        "aws_securityhub_finding.control_id",
    ];

    [SharedDataFact]
    public async Task Every_source_maps_what_was_recorded_and_reads_all_its_columns_in_it()
    {
        var (silent, empty, faults, count) = (new List<string>(), new List<string>(), new List<string>(), 0);
        foreach (var source in SourceCatalog.Platform.Of(Provider.Aws).Where(source => source.Read is not TrailRead))
        {
            var documents = await DocumentsOf(source, faults);
            count += documents.Count;
            if (documents.Count == 0)
            {
                silent.Add(source.Name);
                continue;
            }

            empty.AddRange(source.Columns
                .Where(column => !documents.Any(document => SourcePath.Parse(column.Path).Select(document).Any()))
                .Select(column => $"{source.Name}.{column.Name}"));
        }

        Assert.Empty(faults);
        Assert.Equal(WithoutRecordings, silent);
        Assert.Equal(WithoutValues, empty);
        Assert.True(count > 1000, $"Only {count} resources came out of the recordings: they are not read.");
    }

    private static async Task<List<JsonNode>> DocumentsOf(SourceDefinition source, List<string> faults)
    {
        var documents = new List<JsonNode>();
        var rounds = source.Read.Operations.Max(operation => RecordedAnswers.To(operation).Count);
        for (var round = 0; round < rounds; round++)
        {
            try
            {
                documents.AddRange(await DocumentsOf(source, round));
            }
            catch (SourceReadException outcome) when (outcome.Failure.Code is "None" or "ReportInProgress")
            {
                // Recorded where there was no analyzer, or while the report was being made: that is the answer then.
            }
            catch (SourceReadException failure)
            {
                faults.Add($"{source.Name}: {failure.Message}");
            }
        }

        return documents;
    }

    // Each operation answers with its next recording, and begins anew when it has no more.
    private static async Task<IEnumerable<JsonNode>> DocumentsOf(SourceDefinition source, int round)
    {
        var reader = new AwsSourceReader(new Recording(round), AwsModels.Embedded, new NoConnections(), new FixedClock(AwsReading.Now));
        var key = CollectorKey.Parse($"018f0000-0000-7000-8000-000000000001/{AwsReading.AccountId}/{source.Name}/eu-west-1");
        var documents = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = await reader.ReadAsync(source, key, cursor, [], default);
            documents.AddRange(page.Resources.Select(resource => JsonNode.Parse(Encoding.UTF8.GetString(resource.Document.Span))!));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return documents;
    }

    private sealed class Recording(int round) : IAwsClient
    {
        private static readonly string[] Tokens = ["NextToken", "nextToken", "NextMarker", "Marker", "IsTruncated", "Truncated", "NextPageToken"];

        public Task<AwsAnswer> CallAsync(AwsCall call, CancellationToken cancellationToken)
        {
            var answers = RecordedAnswers.To($"{call.Service}:{call.Operation}");
            var answer = answers.Count == 0 ? [] : (JsonObject)answers[round % answers.Count].DeepClone();

            // A recording is one page: the next was not recorded with it.
            foreach (var token in Tokens)
            {
                answer.Remove(token);
                (answer["DistributionList"] as JsonObject)?.Remove(token);
            }

            return Task.FromResult(new AwsAnswer(answer, 1, 0, null));
        }
    }

    private sealed class NoConnections : IAwsConnections
    {
        public Task<AwsConnection?> FindAsync(AccountKey account, CancellationToken cancellationToken) => Task.FromResult<AwsConnection?>(null);
    }
}
