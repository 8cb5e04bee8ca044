using Microsoft.Playwright;

namespace Raposa.Browser;

/// <summary>
/// A running platform with the demo in it, and a browser. The platform is the one that RAPOSA_URL, RAPOSA_DEMO_EMAIL and
/// RAPOSA_DEMO_PASSWORD name, or one started for these tests and stopped after them.
/// </summary>
public sealed class Platform : IAsyncLifetime
{
    private PlatformProcess? _own;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private Demo? _demo;

    public Uri Url { get; private set; } = null!;

    public string Email { get; private set; } = "";

    public string Password { get; private set; } = "";

    public Demo Demo => _demo ?? throw new InvalidOperationException("The platform was not started.");

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("RAPOSA_URL") is { Length: > 0 } given)
        {
            (Url, Email, Password) = (new(given), Required("RAPOSA_DEMO_EMAIL"), Required("RAPOSA_DEMO_PASSWORD"));
        }
        else
        {
            _own = await PlatformProcess.StartAsync();
            (Url, Email, Password) = (_own.Url, _own.Email, _own.Password);
        }

        _demo = await Demo.SignInAsync(Url, Email, Password);
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    /// <summary>A tab of a visitor of its own: nobody is signed in.</summary>
    public async Task<Tab> OpenAsync(string path = "/", int width = 1280, int height = 800, ColorScheme colors = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Url.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = colors,
            Locale = "en-US",
            TimezoneId = "America/Sao_Paulo",
        });
        var tab = new Tab(await context.NewPageAsync());
        await tab.Page.GotoAsync(path);
        return tab;
    }

    /// <summary>A tab of the demo's owner, at that path.</summary>
    public async Task<Tab> SignInAsync(string path = "/", int width = 1280, int height = 800, ColorScheme colors = ColorScheme.Light)
    {
        var tab = await OpenAsync(path, width, height, colors);
        await tab.SignInAsync(Email, Password);
        return tab;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_demo is not null)
        {
            await _demo.DisposeAsync();
        }

        if (_own is not null)
        {
            await _own.DisposeAsync();
        }
    }

    private static string Required(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"RAPOSA_URL is set, so {name} must be too.");
}

/// <summary>One platform and one browser for all tests that need them, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PlatformCollection : ICollectionFixture<Platform>
{
    public const string Name = "platform";
}
