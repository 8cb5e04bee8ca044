using System.Text.RegularExpressions;

namespace Raposa.Accounts.Onboarding;

/// <summary>Whether a wish to connect an AWS account can be meant.</summary>
internal static partial class RoleRequest
{
    /// <summary>The name that the templates give the role.</summary>
    public const string RoleName = "RaposaReadOnly";

    public static string DefaultRoleArn(string accountId) => $"arn:aws:iam::{accountId}:role/{RoleName}";

    /// <summary>Null if it can; else why not.</summary>
    public static string? Objection(string accountId, ConnectAws request) =>
        !AccountId().IsMatch(accountId) ? "An AWS account id has twelve digits."
        : request.RoleArn is { } arn && !(Role().Match(arn) is { Success: true } role && role.Groups["account"].Value == accountId)
            ? $"The role is an ARN such as {DefaultRoleArn(accountId)}, of this account."
        : request.Regions.FirstOrDefault(region => !Region().IsMatch(region)) is { } wrong
            ? $"'{wrong}' is not the name of a region, such as eu-central-1."
        : request.Regions.Distinct().Count() != request.Regions.Length ? "A region is named twice."
        : request.TrailBuckets.FirstOrDefault(bucket => !Bucket().IsMatch(bucket)) is { } noBucket
            ? $"'{noBucket}' is not the name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens, such as example-cloudtrail-logs."
        : null;

    /// <summary>The role's name: what follows the last slash of its ARN.</summary>
    public static string NameOf(string roleArn) => roleArn[(roleArn.LastIndexOf('/') + 1)..];

    /// <summary>The account that a role is in.</summary>
    public static string AccountOf(string roleArn) => roleArn.Split(':') is [_, _, _, _, var account, ..] ? account : "";

    [GeneratedRegex(@"^[0-9]{12}\z")]
    private static partial Regex AccountId();

    [GeneratedRegex(@"^arn:aws(-[a-z]+)*:iam::(?<account>[0-9]{12}):role/([\w+=,.@-]+/)*[\w+=,.@-]{1,64}\z")]
    private static partial Regex Role();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex Bucket();

    [GeneratedRegex(@"^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}\z")]
    private static partial Regex Region();
}
