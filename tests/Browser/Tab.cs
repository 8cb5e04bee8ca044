using Microsoft.Playwright;

namespace Raposa.Browser;

/// <summary>A tab, and everything the browser complained about in it.</summary>
public sealed class Tab : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    public Tab(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            // That an answer was a refusal is what some tests are about; it is no fault of the page.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _complaints.Add(message.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Scripts that failed, and what the content security policy stopped.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public async Task SignInAsync(string email, string password)
    {
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    public ILocator Region(string name) => Page.GetByRole(AriaRole.Region, new() { Name = name });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    /// <summary>Goes to a page by the navigation, as a reader does.</summary>
    public Task GoAsync(string place) =>
        Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link, new() { Name = place }).ClickAsync();

    /// <summary>Fails if the page was loaded again between the marking and the check.</summary>
    public Task MarkAsync() => Page.EvaluateAsync("() => { window.raposaMark = true; }");

    public async Task AssertNotReloadedAsync() => Assert.True(await Page.EvaluateAsync<bool>("() => window.raposaMark === true"));

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
