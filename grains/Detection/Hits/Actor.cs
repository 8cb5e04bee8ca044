using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Raposa.Detection;

/// <summary>Who did it: the text by which one actor's events are told from another's, out of a record's <c>userIdentity</c>.</summary>
/// <remarks>
/// The ARN where there is one: a user's own, and for an assumed role that of the session, so that two people in one role
/// are two actors. Where AWS writes none, the nearest thing that the record names.
/// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
/// </remarks>
internal static class Actor
{
    /// <summary>An index of PostgreSQL takes 2,700 bytes; no ARN that AWS makes is longer than this.</summary>
    public const int MaxLength = 600;

    private const string Hidden = "HIDDEN_DUE_TO_SECURITY_REASONS";

    public static string Of(JsonElement record)
    {
        var from = RecordText.Find(record, "sourceIPAddress") is { } ip ? $" from {ip}" : "";
        var name = record.ValueKind == JsonValueKind.Object && record.TryGetProperty("userIdentity", out var identity)
            ? Of(identity, from)
            : null;
        return Shorten(name ?? $"unknown{from}");
    }

    /// <summary>The part of it that people know somebody by.</summary>
    public static string Short(string actor)
    {
        if (!actor.StartsWith("arn:", StringComparison.Ordinal) || actor.Split(':', 6) is not [_, _, _, _, var account, var resource])
        {
            return actor;
        }

        return resource.Split('/') switch
        {
            ["assumed-role", var role, .. var session] => $"{string.Join('/', session)} as {role}",
            ["root"] => $"root of {account}",
            [_, .., var last] => last,
            _ => resource,
        };
    }

    private static string? Of(JsonElement identity, string from)
    {
        if (RecordText.Find(identity, "arn") is { } arn)
        {
            return arn;
        }

        var account = RecordText.Find(identity, "accountId");
        var user = RecordText.Find(identity, "userName");
        var principal = RecordText.Find(identity, "principalId");
        return RecordText.Find(identity, "type") switch
        {
            "Root" when account is not null => $"arn:aws:iam::{account}:root",
            "AWSService" when RecordText.Find(identity, "invokedBy") is { } service => service,
            _ when account is "anonymous" or "ANONYMOUS_PRINCIPAL" || principal == "Anonymous" => $"anonymous{from}",
            _ when user == Hidden => $"an unknown user of {account}{from}",
            "IAMUser" when user is not null && account is not null => $"arn:aws:iam::{account}:user/{user}",
            "IdentityCenterUser" when OnBehalfOf(identity) is { } person => $"identity-center/{person}",
            "AWSAccount" when account is not null => principal is null ? $"account {account}" : $"account {account} ({principal})",
            _ => user ?? principal ?? RecordText.Find(identity, "invokedBy") ?? (account is null ? null : $"account {account}"),
        };
    }

    private static string? OnBehalfOf(JsonElement identity) =>
        identity.TryGetProperty("onBehalfOf", out var person) ? RecordText.Find(person, "userId") : null;

    // Still one name for one actor: what was cut off is in the hash.
    private static string Shorten(string name) => name.Length <= MaxLength
        ? name
        : $"{name[..(MaxLength - 20)]}…{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16]}";
}
