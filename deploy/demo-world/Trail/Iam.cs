using System.Globalization;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Trail;

/// <summary>Changes of identities, with the answers IAM gives.</summary>
internal static class Iam
{
    public static Call Call(DateTimeOffset at, Principal by, string name, JsonObject? parameters = null, JsonObject? response = null) =>
        new(at, by, "iam", name)
        {
            Region = Corvina.GlobalRegion,
            IsReadOnly = name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("List", StringComparison.Ordinal),
            Parameters = parameters,
            Response = response,
        };

    public static Call CreateUser(DateTimeOffset at, Principal by, string user, string userId) => Call(
        at, by, "CreateUser",
        new() { ["userName"] = user },
        new()
        {
            ["user"] = new JsonObject
            {
                ["path"] = "/",
                ["userName"] = user,
                ["userId"] = userId,
                ["arn"] = $"arn:aws:iam::{by.Account}:user/{user}",
                ["createDate"] = Written(at),
            },
        });

    public static Call CreateAccessKey(DateTimeOffset at, Principal by, string user, string key) => Call(
        at, by, "CreateAccessKey",
        new() { ["userName"] = user },
        new()
        {
            ["accessKey"] = new JsonObject
            {
                ["userName"] = user, ["accessKeyId"] = key, ["status"] = "Active", ["createDate"] = Written(at),
            },
        });

    public static Call CreateLoginProfile(DateTimeOffset at, Principal by, string user) => Call(
        at, by, "CreateLoginProfile",
        new() { ["userName"] = user, ["passwordResetRequired"] = false },
        new()
        {
            ["loginProfile"] = new JsonObject
            {
                ["userName"] = user, ["createDate"] = Written(at), ["passwordResetRequired"] = false,
            },
        });

    // IAM answers with times as Java used to print them.
    private static string Written(DateTimeOffset at) =>
        at.UtcDateTime.ToString("MMM d, yyyy h:mm:ss tt", CultureInfo.InvariantCulture);
}
