using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Raposa.DemoWorld.Okta;

namespace Raposa.DemoWorld.Aws.Sts;

/// <summary>AWS's security token service: who may become whom, and for how long.</summary>
internal sealed partial class StsService(RoleDirectory roles, SessionIssuer sessions, OidcIssuer issuer, TimeProvider time)
{
    public static JsonObject GetCallerIdentity(AwsSession caller) => new()
    {
        ["UserId"] = $"{RoleId(caller.Role, caller.Account)}:{caller.RoleSession}", ["Account"] = caller.Account, ["Arn"] = caller.Arn,
    };

    public JsonObject AssumeRole(AwsSession caller, JsonObject parameters)
    {
        var (arn, name) = Wanted(parameters);
        var externalId = parameters["ExternalId"]?.GetValue<string>();
        if (externalId is not null && !ExternalIdSyntax().IsMatch(externalId))
        {
            throw new AwsErrorException(400, "ValidationError", @"1 validation error detected: Value at 'externalId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@:\/-]*");
        }

        // The same words whether the role is absent, does not trust the caller or wants another external id.
        if (roles.Find(arn) is not { TrustedPrincipal: { } trusted } role || !IsTrusted(trusted, caller) ||
            (role.ExternalId is { } wanted && wanted != externalId))
        {
            throw new AwsErrorException(403, "AccessDenied", $"User: {caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {arn}");
        }

        // A role that was reached through a role gives an hour at most.
        var duration = Duration(parameters, TimeSpan.FromHours(1), "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        return Answer(role, name, duration);
    }

    public JsonObject AssumeRoleWithWebIdentity(JsonObject parameters)
    {
        var (arn, name) = Wanted(parameters);
        var token = parameters["WebIdentityToken"]?.GetValue<string>()
            ?? throw new AwsErrorException(400, "ValidationError", "1 validation error detected: Value null at 'webIdentityToken' failed to satisfy constraint: Member must not be null");
        if (issuer.Verify(token) is not { } claims || Text(claims, "iss") != issuer.Issuer)
        {
            throw new AwsErrorException(400, "InvalidIdentityToken", "The ID Token provided is not a valid JWT, or it was not signed by a provider that the account knows.");
        }

        if (DateTimeOffset.FromUnixTimeSeconds(claims["exp"]!.GetValue<long>()) <= time.GetUtcNow())
        {
            throw new AwsErrorException(400, "ExpiredTokenException", "Token expired: current date/time must be before the expiration date/time.");
        }

        if (roles.Find(arn) is not { TokenAudience: { } audience } role || Text(claims, "aud") != audience || Text(claims, "sub") != role.TokenSubject)
        {
            throw new AwsErrorException(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
        }

        var answer = Answer(role, name, Duration(parameters, TimeSpan.FromHours(12), "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."));
        answer["SubjectFromWebIdentityToken"] = role.TokenSubject;
        answer["Audience"] = audience;
        answer["Provider"] = $"arn:aws:iam::{role.Account}:oidc-provider/{issuer.Issuer.Split("://")[1]}";
        return answer;
    }

    private JsonObject Answer(DeployedRole role, string name, TimeSpan duration)
    {
        var arn = $"arn:aws:sts::{role.Account}:assumed-role/{role.Name}/{name}";
        var session = sessions.Issue(role.Account, role.Name, arn, time.GetUtcNow() + duration, name);
        return new()
        {
            ["Credentials"] = new JsonObject
            {
                ["AccessKeyId"] = session.AccessKey, ["SecretAccessKey"] = session.SecretKey, ["SessionToken"] = session.Token,
                ["Expiration"] = session.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            },
            ["AssumedRoleUser"] = new JsonObject { ["AssumedRoleId"] = $"{RoleId(role.Name, role.Account)}:{name}", ["Arn"] = arn },
        };
    }

    private static (string Arn, string Session) Wanted(JsonObject parameters)
    {
        var arn = parameters["RoleArn"]?.GetValue<string>() ?? "";
        var name = parameters["RoleSessionName"]?.GetValue<string>() ?? "";
        return arn.Length >= 20 && SessionNameSyntax().IsMatch(name)
            ? (arn, name)
            : throw new AwsErrorException(400, "ValidationError", @"RoleArn and RoleSessionName are needed; a session name is 2 to 64 of [\w+=,.@-].");
    }

    private static TimeSpan Duration(JsonObject parameters, TimeSpan most, string refusal)
    {
        var asked = TimeSpan.FromSeconds(parameters["DurationSeconds"]?.GetValue<long>() ?? 3600);
        if (asked < TimeSpan.FromMinutes(15))
        {
            throw new AwsErrorException(400, "ValidationError", "1 validation error detected: Value at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900");
        }

        return asked <= most ? asked : throw new AwsErrorException(400, "ValidationError", refusal);
    }

    private static bool IsTrusted(string trusted, AwsSession caller) =>
        trusted == $"arn:aws:iam::{caller.Account}:role/{caller.Role}" || trusted == $"arn:aws:iam::{caller.Account}:root" || trusted == caller.Account;

    private static string RoleId(string role, string account) => $"AROA{new Dice(1).Fork($"{account}/{role}").Id(17)}";

    private static string? Text(JsonObject from, string name) => from[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    [GeneratedRegex(@"^[\w+=,.@-]{2,64}$")]
    private static partial Regex SessionNameSyntax();

    [GeneratedRegex(@"^[\w+=,.@:\/-]{2,1224}$")]
    private static partial Regex ExternalIdSyntax();
}
