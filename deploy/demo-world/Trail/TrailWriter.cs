using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Life;

namespace Raposa.DemoWorld.Trail;

/// <summary>Collects calls and writes them as CloudTrail does: field order, eventVersion 1.11, times to the second.</summary>
internal sealed class TrailWriter(Dice ids)
{
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<Call> _calls = [];

    public void Add(Call call) => _calls.Add(call);

    /// <summary>Everything inside the window, oldest first; ids are thrown in that order.</summary>
    public ImmutableArray<DemoEvent> ToEvents(WorkingDay window) =>
        [.. _calls.Where(call => window.Contains(call.At)).OrderBy(call => call.At).Select(Write)];

    private DemoEvent Write(Call call)
    {
        var requestId = call.Service == "s3" ? ids.Id(16) : ids.Uuid();
        var eventId = ids.Uuid();
        var record = new JsonObject
        {
            ["eventVersion"] = "1.11",
            ["userIdentity"] = call.By.Identity.DeepClone(),
            ["eventTime"] = call.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["eventSource"] = $"{call.Service}.amazonaws.com",
            ["eventName"] = call.Name,
            ["awsRegion"] = call.Region,
            ["sourceIPAddress"] = call.Ip ?? call.By.Ip,
            ["userAgent"] = call.UserAgent ?? call.By.UserAgent,
        };
        if (call.Error is { } error)
        {
            if (error.Code is not null)
            {
                record["errorCode"] = error.Code;
            }

            record["errorMessage"] = error.Message;
        }

        record["requestParameters"] = call.Parameters;
        record["responseElements"] = call.Response;
        if (call.Additional is not null)
        {
            record["additionalEventData"] = call.Additional;
        }

        record["requestID"] = requestId;
        record["eventID"] = eventId;
        record["readOnly"] = call.IsReadOnly;
        if (call.Resources is { } resources)
        {
            record["resources"] = new JsonArray([.. resources.Select(resource => new JsonObject
            {
                ["accountId"] = call.Account, ["type"] = resource.Type, ["ARN"] = resource.Arn,
            })]);
        }

        record["eventType"] = call.EventType;
        record["managementEvent"] = !call.IsData;
        record["recipientAccountId"] = call.Account;
        if (call.VpcEndpoint is not null)
        {
            record["vpcEndpointId"] = call.VpcEndpoint;
            record["vpcEndpointAccountId"] = call.Account;
        }

        record["eventCategory"] = call.IsData ? "Data" : "Management";
        AddTransport(record, call);
        return new(call.At, eventId, call.Story, JsonSerializer.SerializeToUtf8Bytes(record, Format));
    }

    private static void AddTransport(JsonObject record, Call call)
    {
        // A service that calls another inside AWS leaves no TLS details.
        if ((call.Ip ?? call.By.Ip).EndsWith(".amazonaws.com", StringComparison.Ordinal))
        {
            return;
        }

        record["tlsDetails"] = new JsonObject
        {
            ["tlsVersion"] = "TLSv1.3",
            ["cipherSuite"] = "TLS_AES_128_GCM_SHA256",
            ["clientProvidedHostHeader"] = HostOf(call),
        };
        if (call.By.IsConsole && call.EventType == "AwsApiCall")
        {
            record["sessionCredentialFromConsole"] = "true";
        }
    }

    private static string HostOf(Call call) => call.Service switch
    {
        "iam" => "iam.amazonaws.com",
        "signin" => $"{call.Region}.signin.aws.amazon.com",
        "s3" when call.Parameters?["Host"]?.GetValue<string>() is { } host => host,
        _ => $"{call.Service}.{call.Region}.amazonaws.com",
    };
}
