using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Raposa.Browser;

/// <summary>The copilot's page: ask, read, open what is cited, come back.</summary>
[Collection(PlatformCollection.Name)]
public sealed class AskTests(Platform platform)
{
    private const string Question = "Which incidents are open?";

    public static TheoryData<int, int, ColorScheme> Screens => ScreenshotTests.Screens;

    [BrowserTheory, MemberData(nameof(Screens))]
    public async Task A_question_is_answered_with_evidence_beside_it_and_is_there_after_a_reload(int width, int height, ColorScheme colors)
    {
        await using var tab = await platform.OpenAsync("/sign-in", width, height, colors);
        await tab.SignInAsync(platform.Email, platform.Password);
        await tab.GoAsync("Ask");
        await Expect(tab.Heading("Ask")).ToBeVisibleAsync();
        await ShowAsync("ask-empty");

        await tab.Page.GetByLabel("Your question").FillAsync(Question);
        await tab.Page.GetByLabel("Your question").PressAsync("Enter");
        var answer = tab.Page.GetByRole(AriaRole.Article, new() { Name = Question });
        await Expect(answer.GetByText("Put together from the evidence, with no model")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await answer.GetByRole(AriaRole.Button, new() { Name = "Evidence 1", Exact = true }).First.ClickAsync();
        await Expect(tab.Region("Evidence 1")).ToBeVisibleAsync();
        await ShowAsync("ask-answer");

        await tab.Page.ReloadAsync();
        await Expect(answer.GetByText("Put together from the evidence, with no model")).ToBeVisibleAsync();
        await Expect(tab.Region("Conversations").GetByText(Question).First).ToBeVisibleAsync();
        Assert.Empty(tab.Complaints);

        async Task ShowAsync(string name)
        {
            await tab.Page.ScreenshotAsync(new() { Path = Screenshots.PathOf($"{name}-{width}-{colors}".ToLowerInvariant()) });
            var excess = await tab.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth");
            Assert.True(excess <= 0, $"{name} is {excess} px wider than {width} px.");
        }
    }
}
