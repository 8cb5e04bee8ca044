using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>
/// The permissions of the role that reads an account: the actions that its sources call, one by one, and nothing with a
/// star. As many managed policies as it takes, since IAM counts 6,144 characters for one.
/// </summary>
internal static class LeastPrivilegePolicy
{
    /// <summary>IAM's limit for a managed policy, in characters without whitespace.</summary>
    public const int MostCharacters = 6_144;

    /// <summary>IAM's limit for the managed policies of a role.</summary>
    public const int MostPolicies = 10;

    private const string ObjectAction = "s3:GetObject";

    /// <param name="actions">IAM actions, as <see cref="SourceRead.Permissions"/> has them.</param>
    /// <param name="logBuckets">Buckets with CloudTrail's logs: the only objects that may be read.</param>
    /// <param name="most">Characters of a policy.</param>
    /// <returns>Policy documents, each within the limit; the same for the same actions, in whatever order they come.</returns>
    /// <exception cref="ArgumentException">An action is not of a read that the client knows.</exception>
    public static ImmutableArray<string> For(IEnumerable<string> actions, IEnumerable<string>? logBuckets = null, int most = MostCharacters)
    {
        var buckets = (logBuckets ?? []).Distinct().Order(StringComparer.Ordinal).ToImmutableArray();
        var allowed = AwsModels.Embedded.All.Select(operation => operation.Action).ToHashSet(StringComparer.Ordinal);
        var sorted = actions.Distinct().Order(StringComparer.Ordinal).ToList();
        if (sorted.Find(action => !allowed.Contains(action)) is { } unknown)
        {
            throw new ArgumentException($"{unknown} is not the IAM action of a read that this client knows.");
        }

        List<ImmutableArray<string>> parts = [[]];
        foreach (var action in sorted.Where(action => action != ObjectAction && !action.StartsWith("sts:", StringComparison.Ordinal)))
        {
            if (Document([.. parts[^1], action], buckets).Length > most)
            {
                parts.Add([]);
            }

            parts[^1] = [.. parts[^1], action];
        }

        return [.. parts.Select((part, at) => Document(part, at == 0 && sorted.Contains(ObjectAction) ? buckets : []))];
    }

    private static string Document(ImmutableArray<string> actions, ImmutableArray<string> buckets)
    {
        var statements = new JsonArray(new JsonObject
        {
            ["Sid"] = "RaposaReads",
            ["Effect"] = "Allow",
            ["Action"] = new JsonArray([.. actions.Select(action => JsonValue.Create(action))]),
            ["Resource"] = "*",
        });
        if (!buckets.IsEmpty)
        {
            statements.Add(new JsonObject
            {
                ["Sid"] = "RaposaReadsTrailLogs",
                ["Effect"] = "Allow",
                ["Action"] = ObjectAction,
                ["Resource"] = new JsonArray([.. buckets.Select(bucket => JsonValue.Create($"arn:aws:s3:::{bucket}/*"))]),
            });
        }

        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = statements }.ToJsonString(IamJson.Options);
    }
}

/// <summary>How policy documents are written: IAM counts characters, and a star needs no escape.</summary>
internal static class IamJson
{
    public static readonly JsonSerializerOptions Options =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true, NewLine = "\n" };
}
