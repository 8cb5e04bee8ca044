using System.Globalization;
using System.Text.Json.Nodes;

namespace Raposa.Browser;

/// <summary>CloudTrail records of somebody who exists for one test only, so that their incident is a new one.</summary>
internal sealed class TrailRecords
{
    private const string Account = "111122223333";

    public string User { get; } = $"visitor-{Guid.NewGuid():N}"[..20];

    public string Arn => $"arn:aws:iam::{Account}:user/{User}";

    /// <summary>What everybody does all day.</summary>
    public JsonObject Harmless() => Record("s3.amazonaws.com", "ListBuckets", isReadOnly: true);

    /// <summary>What no trail should show without somebody being told.</summary>
    public JsonObject TrailStopped()
    {
        var record = Record("cloudtrail.amazonaws.com", "StopLogging", isReadOnly: false);
        record["requestParameters"] = new JsonObject { ["name"] = "main", ["serial"] = 9007199254740993123 };
        return record;
    }

    private JsonObject Record(string source, string name, bool isReadOnly) => new()
    {
        ["eventVersion"] = "1.11",
        ["userIdentity"] = new JsonObject
        {
            ["type"] = "IAMUser",
            ["principalId"] = "AIDACKCEVSQ6C2EXAMPLE",
            ["arn"] = Arn,
            ["accountId"] = Account,
            ["accessKeyId"] = "AKIAIOSFODNN7EXAMPLE",
            ["userName"] = User,
        },
        ["eventTime"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["eventSource"] = source,
        ["eventName"] = name,
        ["awsRegion"] = "eu-central-1",
        ["sourceIPAddress"] = "203.0.113.40",
        ["userAgent"] = "aws-cli/2.17.0",
        ["requestParameters"] = null,
        ["responseElements"] = null,
        ["requestID"] = Guid.NewGuid().ToString(),
        ["eventID"] = Guid.NewGuid().ToString(),
        ["readOnly"] = isReadOnly,
        ["eventType"] = "AwsApiCall",
        ["managementEvent"] = true,
        ["recipientAccountId"] = Account,
        ["eventCategory"] = "Management",
    };
}
