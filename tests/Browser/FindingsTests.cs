using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Raposa.Browser;

/// <summary>What people do with findings: find them from the overview, see why, set one aside and take it back.</summary>
[Collection(PlatformCollection.Name)]
public sealed partial class FindingsTests(Platform platform)
{
    [BrowserFact]
    public async Task A_finding_is_set_aside_with_a_reason_and_shows_again_when_that_is_lifted()
    {
        await using var tab = await platform.SignInAsync("/findings?sort=changed");
        var list = tab.Page.GetByRole(AriaRole.Table, new() { Name = "Findings" });
        var row = list.GetByRole(AriaRole.Link).First;
        var title = await row.InnerTextAsync();
        await row.ClickAsync();
        await Expect(tab.Heading(title)).ToBeVisibleAsync();
        var address = new Uri(tab.Page.Url).PathAndQuery;

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Suppress", Exact = true }).ClickAsync();
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync("The test range does that.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Suppress" }).ClickAsync();
        await Expect(tab.Page.GetByText("Suppressed until")).ToBeVisibleAsync();

        await tab.GoAsync("Findings");
        await Expect(tab.Page.GetByText(OneSuppressed())).ToBeVisibleAsync();
        await Expect(list.Locator($"a[href='{address}']")).ToHaveCountAsync(0);
        await tab.Page.GetByLabel("Suppressed").SelectOptionAsync("only");
        await list.Locator($"a[href='{address}']").ClickAsync();

        await tab.Button("Lift the suppression").ClickAsync();
        await Expect(tab.Page.GetByText("Suppressed until")).ToHaveCountAsync(0);
        var history = tab.Page.GetByRole(AriaRole.Table, new() { Name = "History" });
        await Expect(history.GetByText("Suppression lifted")).ToBeVisibleAsync();
        await Expect(history.GetByText("“The test range does that.”")).ToBeVisibleAsync();
        Assert.Empty(tab.Complaints);
    }

    [BrowserFact]
    public async Task A_number_of_the_overview_opens_what_it_counts()
    {
        await using var tab = await platform.SignInAsync();
        var high = tab.Region("Open findings").GetByRole(AriaRole.List, new() { Name = "By severity" }).GetByRole(AriaRole.Listitem).Nth(1);
        var counted = (await high.InnerTextAsync()).Split('\n')[^1].Trim();

        await high.GetByRole(AriaRole.Link).ClickAsync();

        await Expect(tab.Heading("Findings")).ToBeVisibleAsync();
        await Expect(tab.Page.GetByText(new Regex($"^{counted} findings?, 0 of them suppressed"))).ToBeVisibleAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Uri(platform.Url, "/findings?severity=high&severityTo=high").ToString());
    }

    [BrowserFact]
    public async Task A_priority_says_what_it_is_made_of_and_what_is_not_known()
    {
        await using var tab = await platform.SignInAsync("/findings?kind=vendor");

        await tab.Page.GetByRole(AriaRole.Table, new() { Name = "Findings" }).GetByRole(AriaRole.Link).First.ClickAsync();

        var factors = tab.Page.GetByRole(AriaRole.Table, new() { Name = "Factors of the priority" });
        await Expect(factors.GetByRole(AriaRole.Row)).ToHaveCountAsync(5);
        await Expect(tab.Region("Why this priority").GetByText("÷ 45")).ToBeVisibleAsync();
        await Expect(tab.Region("Why it says so").GetByText("Loading")).ToHaveCountAsync(0);
    }

    [GeneratedRegex("[1-9][0-9]* of them suppressed and")]
    private static partial Regex OneSuppressed();
}
