using System.Net.Http;
using System.Security.Cryptography;
using Raposa.DemoWorld;
using Raposa.Organizations;

namespace Raposa.Cli;

/// <summary>
/// Makes the demo organization and sends its day through the signed endpoint. May be repeated at any point: what was done
/// is in the state file or at the server, and the records carry ids by which the server knows those it has.
/// </summary>
internal sealed class DemoSeeder(Uri server, string dataFolder, HttpClient http, RetryPlan retries, TimeProvider time)
{
    public const string CompanyName = "Corvina Analytics";

    // The last events are a little old when they arrive, as CloudTrail's are.
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(2);

    private readonly DemoApi _api = new(http, server);

    /// <summary>Where the company's accounts are; null leaves them unconnected.</summary>
    public DemoWorldApi? World { get; init; }

    /// <param name="seed">For a demo that does not exist yet.</param>
    /// <param name="setupToken">Asked for only where the organization is still to be made.</param>
    /// <exception cref="DemoException">It could not be finished; repeating it goes on.</exception>
    public async Task<DemoState> SeedAsync(int seed, Func<string?> setupToken, CancellationToken cancellationToken)
    {
        var company = World is null ? null : await World.GetCompanyAsync(cancellationToken);
        var state = DemoState.Load(dataFolder) ?? Save(new()
        {
            Url = server.ToString().TrimEnd('/'),
            Email = "demo@corvina.example",
            Password = NewPassword(),
            Seed = seed,
            End = company?.Anchor ?? (time.GetUtcNow() - Age),
        });
        if (state.CompletedAt is not null && (World is null || state.World == World.Url))
        {
            return state;
        }

        var (token, organization) = await EnterAsync(state, setupToken, cancellationToken);
        foreach (var account in DemoDay.Accounts)
        {
            await _api.ClaimAccountAsync(token, account.Id, account.Name, cancellationToken);
        }

        if (state.ApiKey is null)
        {
            var (key, secret) = await _api.IssueCredentialAsync(token, organization, "Demo sender", cancellationToken);
            state = Save(state with { Organization = organization, ApiKey = key, SigningSecret = secret });
        }

        if (state.CompletedAt is null)
        {
            await SendAsync(state, cancellationToken);
            state = Save(state with { CompletedAt = time.GetUtcNow() });
        }

        // Also when it stands elsewhere than last time: what was connected then is asked for in the wrong place.
        if (company is null || state.World == World!.Url)
        {
            return state;
        }

        await new DemoConnections(_api, World).ConnectAsync(token, company, cancellationToken);
        return Save(state with { World = World.Url });
    }

    private async Task<(string Token, string Organization)> EnterAsync(
        DemoState state, Func<string?> setupToken, CancellationToken cancellationToken)
    {
        if (await _api.SignInAsync(state.Email, state.Password, cancellationToken) is (var token, { } organization))
        {
            return (token, organization);
        }

        await _api.CreateOrganizationAsync(
            setupToken() ?? throw new DemoException(
                $"There is no setup token: set RAPOSA_SETUP_TOKEN, or write it to {Path.Combine(dataFolder, "secrets", "setup-token")}."),
            CompanyName, state.Email, state.Password, cancellationToken);
        return await _api.SignInAsync(state.Email, state.Password, cancellationToken) is (var first, { } created)
            ? (first, created)
            : throw new DemoException($"{state.Email} was just created and cannot sign in.");
    }

    private async Task SendAsync(DemoState state, CancellationToken cancellationToken)
    {
        var day = DemoDay.Generate(state.Seed, state.End);
        var records = day.Events.Select((one, index) => new TrailRecord("the demo's day", index, IsLine: false, one.Record));
        var client = new DeliveryClient(
            http, server, state.ApiKey!, WebhookSigner.TryParse(state.SigningSecret!)!, retries, time);
        var summary = new SendSummary();
        await SendProgress.RunAsync(
            $"Sending a day of {CompanyName}",
            day.Events.Length,
            isQuiet: false,
            progress => new Sender(client).SendAsync(
                Batch.CutAsync(records.ToAsyncEnumerable()), summary, batch => progress(batch.Records.Length), cancellationToken));
        if (summary.Failure is { } failure)
        {
            throw new DemoException($"{failure} What is missing is sent when you run this again.");
        }

        if (summary.Rejections is [var first, ..])
        {
            throw new DemoException($"{summary.Rejected} records of the demo were rejected, the first because {first.Detail}");
        }
    }

    private DemoState Save(DemoState state)
    {
        state.Save(dataFolder);
        return state;
    }

    // About 100 bits, without letters that look like others.
    private static string NewPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 20);
}
