using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Raposa.Browser;

/// <summary>The review on an incident's page: have it written, read what it cites, stand for it.</summary>
[Collection(PlatformCollection.Name)]
public sealed partial class ReviewTests(Platform platform)
{
    public static TheoryData<int, int, ColorScheme> Screens => ScreenshotTests.Screens;

    /// <summary>The first screen has the demo's incident reviewed, the others read what is there by then; whoever comes first accepts it.</summary>
    [BrowserTheory, MemberData(nameof(Screens))]
    public async Task An_incident_is_reviewed_with_its_evidence_and_accepted_by_a_person(int width, int height, ColorScheme colors)
    {
        await using var tab = await platform.OpenAsync("/sign-in", width, height, colors);
        await tab.SignInAsync(platform.Email, platform.Password);
        await tab.GoAsync("Incidents");
        await tab.Page.GetByRole(AriaRole.Link, new() { NameRegex = LeakedKey() }).First.ClickAsync();
        var review = tab.Region("Review");
        await review.GetByRole(AriaRole.Button, new() { NameRegex = Write() }).ClickAsync();
        var text = review.GetByRole(AriaRole.Article);
        foreach (var part in new[] { "Summary", "Attack story", "How far it reaches", "What to check next", "What to put right" })
        {
            await Expect(text.GetByRole(AriaRole.Heading, new() { Name = part })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        }

        await Expect(text.GetByText("Put together from the evidence, with no model")).ToBeVisibleAsync();
        await ShowAsync("review");
        await text.GetByRole(AriaRole.Button, new() { Name = "Evidence 2", Exact = true }).First.ClickAsync();
        await Expect(tab.Region("Evidence 2")).ToBeVisibleAsync();
        await text.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await ShowAsync("review-evidence");
        await review.GetByText("The ticks are your own").EvaluateAsync("end => end.scrollIntoView({ block: 'end' })");
        await tab.Page.EvaluateAsync("() => window.scrollBy(0, 120)");
        await tab.Page.ScreenshotAsync(new() { Path = Screenshots.PathOf($"review-end-{width}-{colors}".ToLowerInvariant()) });

        if (await text.GetByText("Machine-written").IsVisibleAsync())
        {
            await text.GetByRole(AriaRole.Button, new() { Name = "Accept it" }).ClickAsync();
        }

        await Expect(text.GetByText($"by {platform.Email}")).ToBeVisibleAsync();
        await tab.Page.ReloadAsync();
        await Expect(text.GetByText($"by {platform.Email}")).ToBeVisibleAsync();
        await Expect(text.GetByRole(AriaRole.Checkbox).First).ToBeCheckedAsync();
        Assert.Empty(tab.Complaints);

        async Task ShowAsync(string name)
        {
            await review.EvaluateAsync("region => region.scrollIntoView()");
            await tab.Page.EvaluateAsync("() => window.scrollBy(0, -64)");
            await tab.Page.ScreenshotAsync(new() { Path = Screenshots.PathOf($"{name}-{width}-{colors}".ToLowerInvariant()) });
            var excess = await tab.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth");
            Assert.True(excess <= 0, $"{name} is {excess} px wider than {width} px.");
        }
    }

    /// <summary>The demo's first attack.</summary>
    [GeneratedRegex("^New administrator")]
    private static partial Regex LeakedKey();

    [GeneratedRegex("^Write (a review|it anew)$")]
    private static partial Regex Write();
}
