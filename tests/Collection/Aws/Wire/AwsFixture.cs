using System.Text.Json.Nodes;
using Raposa.Accounts;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Collection;

/// <summary>The client, whole, in front of a server of a test; its clock stands, and waiting moves it.</summary>
internal sealed class AwsFixture : IAsyncDisposable, IAwsConnections, IWebIdentityTokenSource
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly AccountKey Account = new(OrganizationId.Parse("00000000-0000-0000-0000-0000000000a1"), "222222222222");
    public static readonly AccountKey Other = new(Account.Organization, "333333333333");

    private readonly string _tokenFile = Path.Combine(Path.GetTempPath(), $"raposa-token-{Guid.NewGuid():N}");
    private readonly AwsHttpClient _http = new(AwsHttpClient.NewHttpClient());

    private AwsFixture(AwsServer server, AwsOptions options, Dictionary<string, string?> variables)
    {
        Server = server;
        File.WriteAllText(_tokenFile, "token of the pod\n");
        variables.TryAdd("Raposa:Aws:EndpointUrl", server.Address.ToString());
        variables.TryAdd("AWS_ROLE_ARN", StsAnswers.PlatformRole);
        variables.TryAdd("AWS_WEB_IDENTITY_TOKEN_FILE", _tokenFile);
        var surroundings = new AwsSurroundings(Clock, () => 0.5, (delay, _) =>
        {
            Waits.Add(delay);
            Clock.Now += delay;
            return Task.CompletedTask;
        });
        var caller = new AwsCallerClient(_http, new(variables.GetValueOrDefault), options, surroundings);
        var sts = new StsSessions(AwsModels.Embedded, caller, options);
        Sessions = new(this, sts, new(_http, sts, options, variables.GetValueOrDefault), this, options, surroundings);
        Client = new AwsClient(AwsModels.Embedded, caller, Sessions);
        Probe = new(sts, Sessions);
        Tester = new(Client, this, Sessions, Probe, Clock);
    }

    public AwsServer Server { get; }

    public FixedClock Clock { get; } = new(Now);

    /// <summary>What the client waited for, in order.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public AwsSessions Sessions { get; }

    public IAwsClient Client { get; }

    public RoleProbe Probe { get; }

    public AwsConnectionTester Tester { get; }

    public string TokenFile => _tokenFile;

    public AwsIdentity Identity { get; set; } = AwsIdentity.Workload;

    public static async Task<AwsFixture> StartAsync(
        Func<AwsHit, AwsReply?> answer, AwsOptions? options = null, Dictionary<string, string?>? variables = null) =>
        new(await AwsServer.StartAsync(answer), options ?? new(), variables ?? []);

    public Task<AwsAnswer> CallAsync(
        string service, string operation, string parameters = "{}", string region = "eu-west-1", AccountKey? account = null) =>
        Client.CallAsync(
            new(account ?? Account, service, operation, JsonNode.Parse(parameters)!.AsObject(), region), CancellationToken.None);

    public async Task<SourceReadException> RefusedAsync(
        string service, string operation, string parameters = "{}", string region = "eu-west-1") =>
        await Assert.ThrowsAsync<SourceReadException>(() => CallAsync(service, operation, parameters, region));

    public Task<AwsConnection?> FindAsync(AccountKey account, CancellationToken cancellationToken) =>
        Task.FromResult<AwsConnection?>(account.AccountId == "999999999999"
            ? null
            : new($"arn:aws:iam::{account.AccountId}:role/Raposa", $"external id of {account.AccountId}", "eu-west-1") { Identity = Identity });

    public Task<string> GetTokenAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        Task.FromResult("token of the provider");

    public async ValueTask DisposeAsync()
    {
        Sessions.Dispose();
        File.Delete(_tokenFile);
        await Server.DisposeAsync();
    }
}
