using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Raposa.Browser;

/// <summary>What happens while the page is open is seen without loading it again.</summary>
[Collection(PlatformCollection.Name)]
public sealed partial class LivingDemoTests(Platform platform)
{
    [BrowserFact]
    public async Task The_demo_is_marked_as_one_and_has_its_incidents()
    {
        await using var tab = await platform.SignInAsync();

        await Expect(tab.Page.GetByText("Demo data", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(tab.Region("Latest incidents").GetByRole(AriaRole.Listitem).First).ToBeVisibleAsync();
        await Expect(tab.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Events_that_arrive_are_counted_and_told()
    {
        await using var tab = await platform.SignInAsync();
        await Expect(tab.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        await tab.MarkAsync();
        var figure = tab.Region("Events arriving").GetByRole(AriaRole.Definition).Last;
        var before = NumberIn(await figure.InnerTextAsync());

        var records = new TrailRecords();
        await platform.Demo.SendAsync([.. Enumerable.Range(0, 37).Select(_ => records.Harmless())]);

        await Expect(tab.Region("What happens").GetByRole(AriaRole.Listitem).Filter(new() { HasText = "37" }).First).ToBeVisibleAsync();
        Assert.InRange(NumberIn(await figure.InnerTextAsync()), before + 37, int.MaxValue);
        await tab.AssertNotReloadedAsync();
    }

    [BrowserFact]
    public async Task An_incident_that_opens_is_seen_and_leads_to_its_timeline_and_the_raw_event()
    {
        await using var tab = await platform.SignInAsync();
        await Expect(tab.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        await tab.MarkAsync();

        var records = new TrailRecords();
        var stopped = records.TrailStopped();
        var eventId = (string)stopped["eventID"]!;
        await platform.Demo.SendAsync(records.Harmless(), stopped);

        var row = tab.Region("Latest incidents").GetByRole(AriaRole.Listitem).Filter(new() { HasText = records.User });
        await Expect(row.GetByText("Critical")).ToBeVisibleAsync();
        await Expect(tab.Page.GetByText("Open the incident")).ToBeVisibleAsync();

        await row.GetByRole(AriaRole.Link).First.ClickAsync();
        var timeline = tab.Page.GetByRole(AriaRole.Region, new() { NameRegex = Timeline() });
        await Expect(timeline.GetByRole(AriaRole.Link, new() { Name = "T1562.008" }).First)
            .ToHaveAttributeAsync("href", "https://attack.mitre.org/techniques/T1562/008/");
        await timeline.GetByRole(AriaRole.Button, new() { Name = "Show the raw event" }).First.ClickAsync();

        var raw = tab.Page.GetByLabel($"event {eventId}", new() { Exact = true });
        await Expect(raw).ToContainTextAsync($"\"eventID\": \"{eventId}\"");
        await Expect(raw).ToContainTextAsync("\"serial\": 9007199254740993123");
        await tab.AssertNotReloadedAsync();
        Assert.Empty(tab.Complaints);
    }

    [BrowserFact]
    public async Task A_list_of_events_offers_what_arrived_since()
    {
        await using var tab = await platform.SignInAsync("/events");
        await Expect(tab.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(tab.Page.GetByText(Shown())).ToBeVisibleAsync();

        var records = new TrailRecords();
        await platform.Demo.SendAsync(records.Harmless(), records.Harmless());

        await tab.Page.GetByRole(AriaRole.Button, new() { NameRegex = Arrived() }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = records.User })).ToHaveCountAsync(2);
    }

    private static int NumberIn(string text) =>
        int.Parse(Digits().Match(text).Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex("[0-9,]+")]
    private static partial Regex Digits();

    [GeneratedRegex("^Timeline")]
    private static partial Regex Timeline();

    /// <summary>The line under a list that was read.</summary>
    [GeneratedRegex("^[0-9,]+ events")]
    private static partial Regex Shown();

    [GeneratedRegex("arrived since")]
    private static partial Regex Arrived();
}
