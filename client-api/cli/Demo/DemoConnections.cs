namespace Raposa.Cli;

/// <summary>Connects the company's accounts as any customer would: through the API, one after the other.</summary>
internal sealed class DemoConnections(DemoApi api, DemoWorldApi world)
{
    /// <exception cref="DemoException">An account could not be connected; repeating it goes on.</exception>
    public async Task ConnectAsync(string token, DemoCompany company, CancellationToken cancellationToken)
    {
        foreach (var account in company.AwsAccounts)
        {
            var answer = await api.ConnectAsync(token, account, new { provider = "aws", trailBuckets = company.TrailBuckets }, cancellationToken);
            await world.DeployRoleAsync(account, answer.GetProperty("onboarding"), cancellationToken);
            await api.TestConnectionAsync(token, account, cancellationToken);
        }

        await api.ConnectAsync(
            token, company.FalconCid,
            new { provider = "crowdStrike", clientId = company.FalconClientId, clientSecret = company.FalconClientSecret, baseUrl = world.Url }, cancellationToken);
        await api.ConnectAsync(
            token, company.CloudflareAccount, new { provider = "cloudflare", token = company.CloudflareToken, baseUrl = world.Url }, cancellationToken);
    }
}
