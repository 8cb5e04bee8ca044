using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Raposa.Browser;

/// <summary>
/// Every page at a desk's width and a phone's, light and dark: nothing runs off the side, the browser complains about
/// nothing, and a picture stays under artifacts/screenshots for whoever wants to look.
/// </summary>
[Collection(PlatformCollection.Name)]
public sealed partial class ScreenshotTests(Platform platform)
{
    public static TheoryData<int, int, ColorScheme> Screens => new()
    {
        { 1280, 800, ColorScheme.Light },
        { 1280, 800, ColorScheme.Dark },
        { 390, 844, ColorScheme.Light },
        { 390, 844, ColorScheme.Dark },
    };

    [BrowserTheory, MemberData(nameof(Screens))]
    public async Task Every_page_fits_its_screen(int width, int height, ColorScheme colors)
    {
        await using var tab = await platform.OpenAsync("/sign-in", width, height, colors);
        await ShowAsync("sign-in", "Sign in");
        await tab.SignInAsync(platform.Email, platform.Password);
        await ShowAsync("overview", "Overview");

        foreach (var place in new[] { "Incidents", "Findings", "Coverage", "Exposure", "Events", "Rules", "Settings" })
        {
            await tab.GoAsync(place);
            await ShowAsync(place, place);
        }

        foreach (var settings in new[] { "Members", "Credentials", "Accounts" })
        {
            await tab.Page.GetByRole(AriaRole.Navigation, new() { Name = "Settings" }).GetByRole(AriaRole.Link, new() { Name = settings }).ClickAsync();
            await ShowAsync($"settings-{settings}", "Settings");
        }

        await tab.GoAsync("Findings");
        await tab.Page.GetByRole(AriaRole.Table, new() { Name = "Findings" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(tab.Region("Why this priority")).ToBeVisibleAsync();
        await ShowAsync("finding", null);

        await tab.GoAsync("Incidents");
        await tab.Page.GetByRole(AriaRole.Link, new() { NameRegex = LeakedKey() }).First.ClickAsync();
        await ShowAsync("incident", null);
        await tab.Button("Show the raw event").First.ClickAsync();
        await Expect(tab.Page.GetByText("\"eventID\"")).ToBeVisibleAsync();
        await ShowAsync("incident-raw", null);
        Assert.Empty(tab.Complaints);

        async Task ShowAsync(string name, string? heading)
        {
            if (heading is not null)
            {
                await Expect(tab.Heading(heading)).ToBeVisibleAsync();
            }

            await Expect(tab.Page.GetByText("Loading")).ToHaveCountAsync(0);
            await tab.Page.ScreenshotAsync(new() { Path = Screenshots.PathOf($"{name}-{width}-{colors}".ToLowerInvariant()) });
            var excess = await tab.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth");
            Assert.True(excess <= 0, $"{name} is {excess} px wider than {width} px.");
        }
    }

    /// <summary>The demo's first attack.</summary>
    [GeneratedRegex("^New administrator")]
    private static partial Regex LeakedKey();
}
