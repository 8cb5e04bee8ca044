using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Findings.Export;

/// <summary>
/// AWS Security Finding Format, a request of BatchImportFindings a line: at most 100 findings, and none longer than Security Hub takes. What
/// is in no AWS account has no place in it and is left out.
/// </summary>
internal sealed class AsffWriter(Stream output) : FindingWriter
{
    private const int MostInRequest = 100, LongestTitle = 256, LongestDescription = 1024, LongestId = 512, LongestDetail = 1024;

    private readonly List<JsonNode> _pending = [];

    public override string ContentType => "application/x-ndjson";

    public override string Extension => "asff.jsonl";

    public override async Task WriteAsync(Finding finding, CancellationToken cancellationToken)
    {
        if (finding.AccountId is not { Length: 12 } account || !account.All(char.IsAsciiDigit))
        {
            return;
        }

        _pending.Add(Of(finding, account));
        if (_pending.Count == MostInRequest)
        {
            await FlushAsync(cancellationToken);
        }
    }

    public override Task EndAsync(CancellationToken cancellationToken) => _pending.Count == 0 ? Task.CompletedTask : FlushAsync(cancellationToken);

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(output, new JsonObject { ["Findings"] = new JsonArray([.. _pending]) }, cancellationToken: cancellationToken);
        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
        _pending.Clear();
    }

    private static JsonObject Of(Finding finding, string account)
    {
        // Where something is of no region, its account's findings are in the one that global services report to.
        var region = finding.Region ?? "us-east-1";
        var (label, type) = (finding.Severity.ToString().ToUpperInvariant(), TypeOf(finding.Kind));
        return new()
        {
            ["SchemaVersion"] = "2018-10-08",
            ["Id"] = Cut($"raposa/{finding.Id:D}", LongestId),
            ["ProductArn"] = $"arn:aws:securityhub:{region}:{account}:product/{account}/default",
            ["GeneratorId"] = Cut($"raposa/{finding.Kind}", LongestId),
            ["AwsAccountId"] = account,
            ["Types"] = new JsonArray(type),
            ["CreatedAt"] = Time(finding.FirstSeenAt),
            ["UpdatedAt"] = Time(finding.ChangedAt),
            ["FirstObservedAt"] = Time(finding.FirstSeenAt),
            ["LastObservedAt"] = Time(finding.LastSeenAt),
            ["Severity"] = new JsonObject { ["Label"] = label },
            ["FindingProviderFields"] = new JsonObject
            {
                ["Severity"] = new JsonObject { ["Label"] = label }, ["Types"] = new JsonArray(type),
            },
            ["Title"] = Cut(finding.Title, LongestTitle),
            ["Description"] = Cut(finding.Detail, LongestDescription),
            ["ProductFields"] = new JsonObject
            {
                ["raposa/fingerprint"] = Cut(finding.Fingerprint, LongestDetail), ["raposa/priority"] = finding.Priority.Score.ToString(CultureInfo.InvariantCulture),
            },
            ["Resources"] = new JsonArray(new JsonObject
            {
                ["Type"] = "Other", ["Id"] = Cut(finding.Subject, LongestId), ["Partition"] = "aws", ["Region"] = region,
            }),
            ["Compliance"] = new JsonObject
            {
                ["Status"] = finding.Status switch { FindingStatus.Open => "FAILED", FindingStatus.Resolved => "PASSED", _ => "NOT_AVAILABLE" },
            },
            ["Workflow"] = new JsonObject
            {
                ["Status"] = finding.Status == FindingStatus.Resolved ? "RESOLVED" : finding.Suppression?.IsActive == true ? "SUPPRESSED" : "NEW",
            },
            ["RecordState"] = finding.Status == FindingStatus.Open ? "ACTIVE" : "ARCHIVED",
        };
    }

    private static string TypeOf(string kind) => kind.Split('.')[0] switch
    {
        "posture" => "Software and Configuration Checks/AWS Security Best Practices",
        "network" => "Software and Configuration Checks/AWS Security Best Practices/Network Reachability",
        "vendor" => "TTPs",
        _ => "Unusual Behaviors",
    };

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    // Never through the middle of a character.
    private static string Cut(string text, int longest) => text.Length <= longest ? text
        : text[..(char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1)] + "…";
}
