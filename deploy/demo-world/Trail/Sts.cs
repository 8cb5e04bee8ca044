using System.Globalization;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Trail;

/// <summary>How sessions begin.</summary>
internal static class Sts
{
    /// <summary>A role assumed by a service or by another account.</summary>
    public static Call AssumeRole(
        DateTimeOffset at, Principal by, string account, string role, string roleId, string session, Dice dice) =>
        Assume(at, by, "AssumeRole", account, role, roleId, session, new() { ["durationSeconds"] = 3600 }, dice);

    /// <summary>A role assumed with the token of a build at GitHub.</summary>
    public static Call AssumeRoleWithWebIdentity(
        DateTimeOffset at, string account, string role, string roleId, string session, string subject, string ip, Dice dice)
    {
        const string provider = "token.actions.githubusercontent.com";
        var by = new Principal(
            account,
            null,
            new()
            {
                ["type"] = "WebIdentityUser",
                ["principalId"] = $"arn:aws:iam::{account}:oidc-provider/{provider}:sts.amazonaws.com:{subject}",
                ["userName"] = subject,
                ["identityProvider"] = $"arn:aws:iam::{account}:oidc-provider/{provider}",
            },
            ip,
            "aws-sdk-js/3.614.0 ua/2.0 os/linux#6.8.0 lang/js md/nodejs#20.18.0 api/sts#3.614.0");
        return Assume(at, by, "AssumeRoleWithWebIdentity", account, role, roleId, session, new() { ["durationSeconds"] = 900 }, dice);
    }

    private static Call Assume(
        DateTimeOffset at, Principal by, string name, string account, string role, string roleId, string session,
        JsonObject parameters, Dice dice)
    {
        parameters["roleArn"] = $"arn:aws:iam::{account}:role/{role}";
        parameters["roleSessionName"] = session;
        return new(at, by, "sts", name)
        {
            Account = account,
            Parameters = parameters,
            Response = new()
            {
                ["credentials"] = new JsonObject
                {
                    ["accessKeyId"] = $"ASIA{dice.Id(16)}",
                    ["sessionToken"] = dice.Hex(40),
                    ["expiration"] = at.UtcDateTime.AddHours(1).ToString("MMM d, yyyy, h:mm:ss tt", CultureInfo.InvariantCulture),
                },
                ["assumedRoleUser"] = new JsonObject
                {
                    ["assumedRoleId"] = $"{roleId}:{session}",
                    // A role's path is in its own ARN, never in its sessions'.
                    ["arn"] = $"arn:aws:sts::{account}:assumed-role/{role[(role.LastIndexOf('/') + 1)..]}/{session}",
                },
            },
            Resources = [("AWS::IAM::Role", $"arn:aws:iam::{account}:role/{role}")],
        };
    }
}
