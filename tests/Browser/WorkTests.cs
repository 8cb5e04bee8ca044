using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Raposa.Browser;

/// <summary>What people do on the pages: look for events, write rules, issue credentials.</summary>
[Collection(PlatformCollection.Name)]
public sealed class WorkTests(Platform platform)
{
    [BrowserFact]
    public async Task A_filter_of_events_lives_in_the_address()
    {
        var records = new TrailRecords();
        await platform.Demo.SendAsync(records.Harmless(), records.TrailStopped());
        await using var tab = await platform.SignInAsync("/events");

        await tab.Button("Filters").ClickAsync();
        await tab.Page.GetByLabel("Actor", new() { Exact = true }).FillAsync(records.Arn);
        await tab.Page.GetByLabel("Event name", new() { Exact = true }).FillAsync("StopLogging");
        await tab.Button("Apply").ClickAsync();

        var rows = tab.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = records.User });
        var found = rows.Filter(new() { HasText = "StopLogging" });
        await Expect(found.First).ToBeVisibleAsync();
        await Expect(tab.Page.GetByText("1 event, all there is")).ToBeVisibleAsync();
        await tab.Page.ReloadAsync();
        await Expect(tab.Page.GetByText("1 event, all there is")).ToBeVisibleAsync();
        Assert.Contains("eventName=StopLogging", tab.Page.Url, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_rule_that_does_not_compile_shows_the_line_and_the_corrected_one_is_switched_on()
    {
        await using var tab = await platform.SignInAsync("/rules/new");
        var editor = tab.Page.GetByLabel("Sigma YAML");
        var yaml = (await editor.InputValueAsync()).Replace("Console sign-in", $"Sign-in {Guid.NewGuid():N}", StringComparison.Ordinal);

        await editor.FillAsync(yaml.Replace("eventName:", "eventName|nonsense:", StringComparison.Ordinal));
        await tab.Button("Save and switch on").ClickAsync();
        var line = tab.Page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Button).First;
        await Expect(line).ToHaveTextAsync($"Line {LineOf(yaml, "eventName:")}");

        await editor.FillAsync(yaml);
        await tab.Button("Save and switch on").ClickAsync();
        await Expect(tab.Page.GetByText("Our own")).ToBeVisibleAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Switch)).ToBeCheckedAsync();
        await platform.Demo.RemoveRuleAsync(tab.Page.Url.Split('/')[^1]);
    }

    [BrowserFact]
    public async Task A_rule_can_be_switched_off_and_on_again()
    {
        await using var tab = await platform.SignInAsync("/rules?words=t1562.008");
        var first = tab.Page.GetByRole(AriaRole.Switch).First;
        await Expect(first).ToBeCheckedAsync();

        await first.ClickAsync();
        await Expect(first).Not.ToBeCheckedAsync();
        await Expect(first).ToBeEnabledAsync();
        await tab.Page.ReloadAsync();
        await Expect(first).Not.ToBeCheckedAsync();

        await first.ClickAsync();
        await Expect(first).ToBeCheckedAsync();
        await Expect(first).ToBeEnabledAsync();
    }

    [BrowserFact]
    public async Task The_secret_of_a_credential_is_shown_once()
    {
        var name = $"once-{Guid.NewGuid():N}";
        await using var tab = await platform.SignInAsync("/settings/credentials");

        await tab.Page.GetByLabel("Name").FillAsync(name);
        await tab.Button("Issue a credential").ClickAsync();
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        var secret = await dialog.GetByText("whsec_").InnerTextAsync();
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeVisibleAsync();
        await tab.Button("I have stored them").ClickAsync();

        await Expect(dialog).Not.ToBeVisibleAsync();
        await tab.Page.ReloadAsync();
        await Expect(tab.Page.GetByText(name)).ToBeVisibleAsync();
        Assert.DoesNotContain(secret, await tab.Page.ContentAsync(), StringComparison.Ordinal);

        await tab.Button($"Revoke {name}").ClickAsync();
        await tab.Button("Revoke the credential").ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = name }).GetByText("Revoked")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task The_way_to_the_content_needs_no_mouse()
    {
        await using var tab = await platform.SignInAsync("/incidents");
        await Expect(tab.Heading("Incidents")).ToBeVisibleAsync();
        await tab.Page.ReloadAsync();
        await Expect(tab.Heading("Incidents")).ToBeVisibleAsync();

        await tab.Page.Keyboard.PressAsync("Tab");
        await Expect(tab.Link("Skip to the content")).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.Keyboard.PressAsync("Tab");

        await Expect(tab.Page.GetByLabel("Severity")).ToBeFocusedAsync();
    }

    private static int LineOf(string text, string part) =>
        text[..text.IndexOf(part, StringComparison.Ordinal)].Count(character => character == '\n') + 1;
}
