using System.Globalization;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Trail;

/// <summary>Who calls, from where, with what: one <c>userIdentity</c> and what goes with it.</summary>
/// <param name="Account">The account it belongs to.</param>
/// <param name="Arn">Null for AWS services and for nobody in particular.</param>
internal sealed record Principal(string Account, string? Arn, JsonObject Identity, string Ip, string UserAgent)
{
    /// <summary>The console says so at the end of each record it causes.</summary>
    public bool IsConsole { get; init; }

    /// <summary>False for requests without credentials.</summary>
    public bool IsSigned { get; init; } = true;

    /// <summary>The same caller as a service of AWS shows it that acts on its behalf.</summary>
    public Principal Through(string service)
    {
        var identity = Identity.DeepClone().AsObject();
        identity["invokedBy"] = service;
        return this with { Identity = identity, Ip = service, UserAgent = service };
    }

    /// <summary>A user with a key of its own.</summary>
    public static Principal IamUser(string account, string name, string userId, string? accessKey, string ip, string userAgent)
    {
        var arn = $"arn:aws:iam::{account}:user/{name}";
        var identity = new JsonObject
        {
            ["type"] = "IAMUser",
            ["principalId"] = userId,
            ["arn"] = arn,
            ["accountId"] = account,
        };
        if (accessKey is not null)
        {
            identity["accessKeyId"] = accessKey;
        }

        identity["userName"] = name;
        return new(account, arn, identity, ip, userAgent);
    }

    /// <summary>A session of a role, of a person by single sign-on or of a program.</summary>
    public static Principal Session(
        string account, string rolePath, string role, string roleId, string session, string accessKey,
        DateTimeOffset since, string ip, string userAgent)
    {
        var arn = $"arn:aws:sts::{account}:assumed-role/{role}/{session}";
        return new(
            account,
            arn,
            new()
            {
                ["type"] = "AssumedRole",
                ["principalId"] = $"{roleId}:{session}",
                ["arn"] = arn,
                ["accountId"] = account,
                ["accessKeyId"] = accessKey,
                ["sessionContext"] = new JsonObject
                {
                    ["sessionIssuer"] = new JsonObject
                    {
                        ["type"] = "Role",
                        ["principalId"] = roleId,
                        ["arn"] = $"arn:aws:iam::{account}:role{rolePath}{role}",
                        ["accountId"] = account,
                        ["userName"] = role,
                    },
                    ["attributes"] = new JsonObject
                    {
                        ["creationDate"] = since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                        ["mfaAuthenticated"] = "false",
                    },
                },
            },
            ip,
            userAgent);
    }

    /// <summary>An AWS service that acts by itself: its name stands where an address would.</summary>
    public static Principal Service(string account, string service) =>
        new(account, null, new() { ["type"] = "AWSService", ["invokedBy"] = service }, service, service);

    /// <summary>A role of another company, as it arrives to assume one of ours.</summary>
    public static Principal OtherAccount(string account, string principalId, string ip, string userAgent) => new(
        account,
        null,
        new() { ["type"] = "AWSAccount", ["principalId"] = principalId, ["accountId"] = account },
        ip,
        userAgent);

    /// <summary>An unsigned request to S3.</summary>
    public static Principal Anonymous(string ip, string userAgent) => new(
        Corvina.Production,
        null,
        new() { ["type"] = "AWSAccount", ["principalId"] = "", ["accountId"] = "anonymous" },
        ip,
        userAgent) { IsSigned = false };
}
