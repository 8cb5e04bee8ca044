namespace Raposa.DemoWorld.Trail;

/// <summary>The console's sign-in page.</summary>
internal static class SignInPage
{
    /// <summary>A sign-in of an IAM user by password.</summary>
    public static Call Enter(DateTimeOffset at, Principal user, bool isSuccess, bool usedMfa) => new(at, user, "signin", "ConsoleLogin")
    {
        IsReadOnly = false,
        EventType = "AwsConsoleSignIn",
        Error = isSuccess ? null : (null, "Failed authentication"),
        Response = new() { ["ConsoleLogin"] = isSuccess ? "Success" : "Failure" },
        Additional = new()
        {
            ["LoginTo"] = $"https://{Corvina.Region}.console.aws.amazon.com/console/home?region={Corvina.Region}",
            ["MobileVersion"] = "No",
            ["MFAUsed"] = usedMfa ? "Yes" : "No",
        },
    };
}
