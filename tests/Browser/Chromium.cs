using Microsoft.Playwright;

namespace Raposa.Browser;

/// <summary>The browser of the machine; Playwright's own would be a download.</summary>
internal static class Chromium
{
    /// <summary>Null where there is none: then the tests that need it are skipped and say so.</summary>
    public static string? Path { get; } = new[]
    {
        Environment.GetEnvironmentVariable("RAPOSA_TEST_CHROMIUM"),
        Environment.GetEnvironmentVariable("RAPOSA_CHROMIUM"),
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    }.FirstOrDefault(File.Exists);

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Path,

        // Tests may run as root, where Chromium has no sandbox; and it must ask nobody but the platform for anything.
        Args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
    });
}

/// <summary>A test that needs a browser: skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = BrowserTheoryAttribute.Reason;
}

/// <inheritdoc cref="BrowserFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    internal static readonly string? Reason =
        Chromium.Path is null ? "There is no Chromium here: install the package chromium, or set RAPOSA_CHROMIUM." : null;

    public BrowserTheoryAttribute() => Skip = Reason;
}
