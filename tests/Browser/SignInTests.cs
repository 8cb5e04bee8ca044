using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Raposa.Browser;

[Collection(PlatformCollection.Name)]
public sealed class SignInTests(Platform platform)
{
    [BrowserFact]
    public async Task A_wrong_password_is_said_and_signs_nobody_in()
    {
        await using var tab = await platform.OpenAsync();

        await tab.SignInAsync(platform.Email, "not the password");

        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The address or the password is wrong.");
        await Expect(tab.Heading("Sign in")).ToBeVisibleAsync();
        Assert.Equal(0, await tab.Page.EvaluateAsync<int>("() => sessionStorage.length"));
    }

    [BrowserFact]
    public async Task Signing_in_leads_back_to_where_the_reader_was()
    {
        await using var tab = await platform.SignInAsync("/incidents?status=open&severity=high");

        await Expect(tab.Heading("Incidents")).ToBeVisibleAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Uri(platform.Url, "/incidents?status=open&severity=high").ToString());
    }

    [BrowserFact]
    public async Task A_token_that_is_refused_ends_the_session_and_keeps_the_place()
    {
        await using var tab = await platform.SignInAsync("/rules");
        await Expect(tab.Heading("Rules")).ToBeVisibleAsync();

        await tab.Page.EvaluateAsync(
            "() => { const key = 'raposa.session'; const held = JSON.parse(sessionStorage.getItem(key)); sessionStorage.setItem(key, JSON.stringify({ ...held, accessToken: 'worn-out' })); }");
        await tab.Page.ReloadAsync();

        await Expect(tab.Page.GetByText("Your session ended.")).ToBeVisibleAsync();
        await tab.SignInAsync(platform.Email, platform.Password);
        await Expect(tab.Heading("Rules")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Signing_out_leaves_nothing_behind()
    {
        await using var tab = await platform.SignInAsync();
        await Expect(tab.Heading("Overview")).ToBeVisibleAsync();

        await tab.Button("Sign out").ClickAsync();

        await Expect(tab.Heading("Sign in")).ToBeVisibleAsync();
        Assert.Equal(0, await tab.Page.EvaluateAsync<int>("() => sessionStorage.length + localStorage.length"));
        await tab.Page.GotoAsync("/incidents");
        await Expect(tab.Heading("Sign in")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task No_credential_stands_in_the_page()
    {
        await using var tab = await platform.OpenAsync();
        await Expect(tab.Heading("Sign in")).ToBeVisibleAsync();

        var page = await tab.Page.ContentAsync();

        Assert.DoesNotContain(platform.Email, page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(platform.Password, page, StringComparison.Ordinal);
    }
}
