using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources.Aws;

/// <remarks>
/// A report must be ordered before it can be fetched, takes seconds to make, and is made at most every four hours: to ask
/// more often brings the same one. Its values stay as text, <c>N/A</c>, <c>no_information</c> and <c>not_supported</c> too.
/// </remarks>
internal static class IamCredentialReport
{
    private const string Order = "iam:GenerateCredentialReport";
    private const string Fetch = "iam:GetCredentialReport";

    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_iam_credential_report",
        Description = "What the credential report says of a user, the root user among them: passwords, keys, second factor.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Hours(4, 4, 12),
        Read = new AwsCodeRead([Order, Fetch], ReadAsync),
        Columns =
        [
            new("arn", "arn", "The user's ARN; the root user's ends in :root.", IsKey: true),
            new("user_name", "user", "The user's name; <root_account> for the root user."),
            new("created_at", "user_creation_time", "When the user was made."),
            new("password_enabled", "password_enabled", "Whether there is a password: true, false or not_supported."),
            new("password_last_used", "password_last_used", "When it was last used, or why that is not known."),
            new("password_last_changed", "password_last_changed", "When it was last changed, or why that is not known."),
            new("password_next_rotation", "password_next_rotation", "When it must change, or why it need not."),
            new("mfa_active", "mfa_active", "Whether the user has a second factor: true or false."),
            new("access_key_1_active", "access_key_1_active", "Whether the first access key can be used: true or false."),
            new("access_key_1_last_rotated", "access_key_1_last_rotated", "When the first access key was made or last switched on."),
            new("access_key_1_last_used", "access_key_1_last_used_date", "When the first access key was last used."),
            new("access_key_1_last_used_service", "access_key_1_last_used_service", "For which service."),
            new("access_key_2_active", "access_key_2_active", "Whether the second access key can be used: true or false."),
            new("access_key_2_last_rotated", "access_key_2_last_rotated", "When the second access key was made or last switched on."),
            new("access_key_2_last_used", "access_key_2_last_used_date", "When the second access key was last used."),
            new("access_key_2_last_used_service", "access_key_2_last_used_service", "For which service."),
            new("cert_1_active", "cert_1_active", "Whether the first signing certificate can be used: true or false."),
            new("cert_2_active", "cert_2_active", "Whether the second signing certificate can be used: true or false."),
        ],
    };

    private static async Task<SourcePage> ReadAsync(SourceDefinition source, AwsCalls calls, CancellationToken cancellationToken)
    {
        var order = await calls.CallAsync(Order, [], cancellationToken);
        if ((string?)order["State"] != "COMPLETE")
        {
            throw NotReady(calls, $"The report is {order["State"]}.");
        }

        try
        {
            var report = await calls.CallAsync(Fetch, [], cancellationToken);
            var rows = RowsOf(Encoding.UTF8.GetString(Convert.FromBase64String((string)report["Content"]!)));
            return calls.Page([.. rows.Select(row => new CollectedResource((string)row["arn"]!, JsonSerializer.SerializeToUtf8Bytes(row)))]);
        }
        catch (SourceReadException old) when (old.Failure.Code is "ReportInProgress" or "ReportNotPresent" or "ReportExpired"
            or "CredentialReportNotReadyException" or "CredentialReportNotPresentException" or "CredentialReportExpiredException")
        {
            throw NotReady(calls, old.Failure.Message);
        }
        catch (Exception broken) when (broken is FormatException or ArgumentNullException or InvalidOperationException)
        {
            throw calls.Failed(new(new(FailureKind.Malformed, Fetch, "Content", $"The report is not CSV in base64: {broken.Message}"), null));
        }
    }

    /// <summary>Lines of comma-separated values under a line of names. No value of the report has a comma or a quotation mark.</summary>
    internal static IEnumerable<JsonObject> RowsOf(string csv)
    {
        var lines = csv.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).ToList();
        var names = lines.Count > 0 ? lines[0].Split(',') : [];
        foreach (var values in lines.Skip(1).Select(line => line.Split(',')))
        {
            if (values.Length != names.Length)
            {
                throw new FormatException($"a line has {values.Length} values under {names.Length} names.");
            }

            yield return new JsonObject(names.Zip(values).Select(pair => KeyValuePair.Create(pair.First, (JsonNode?)JsonValue.Create(pair.Second))));
        }
    }

    private static SourceReadException NotReady(AwsCalls calls, string message) =>
        calls.Failed(new(new(FailureKind.Transient, Order, "ReportInProgress", message), TimeSpan.FromSeconds(5)));
}
