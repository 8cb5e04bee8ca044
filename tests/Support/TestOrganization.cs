using System.Net.Http;
using System.Net.Http.Json;
using Raposa.Accounts;
using Raposa.Collection;
using Raposa.Cost;
using Raposa.Dns;
using Raposa.Collection.Sources;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Ingestion;
using Raposa.Inventory;
using Raposa.Organizations;
using Raposa.Posture;
using Raposa.Reconciliation;

namespace Raposa.Support;

/// <summary>An organization of a test, with what is usually needed of it.</summary>
public sealed class TestOrganization(ApiFixture api, Session owner)
{
    /// <summary>Everybody's.</summary>
    public const string Password = "correct horse battery";

    /// <summary>A source that is read once for an account.</summary>
    public const string Source = "aws_iam_user";

    private readonly Lock _gate = new();
    private Task<string>? _reconciled;

    public OrganizationId Id => owner.Organization!.Value;

    public Session Owner => owner;

    /// <summary>A client with the owner's token.</summary>
    public HttpClient Client { get; } = api.ClientOf(owner);

    /// <summary>Somebody with that role, signed in.</summary>
    public async Task<Session> AddMemberAsync(Role role)
    {
        var person = await api.CreatePersonAsync(role.ToString().ToLowerInvariant());
        var added = await InviteAsync(person.Email, role);
        Assert.True(InvitationToken.TryParse(added.InvitationToken!, out var token));
        Assert.True(await new MembershipStore(api.Postgres.Tenants).AcceptAsync(token, person.Id, null, api.Clock.GetUtcNow(), default));
        return await api.OpenSessionAsync(person, Id);
    }

    public async Task<AddedMember> InviteAsync(string email, Role role)
    {
        using var invited = await Client.PostAsJsonAsync("/v1/organizations/current/members", new { email, role }, api.Json);
        invited.EnsureSuccessStatusCode();
        return await api.ReadAsync<AddedMember>(invited);
    }

    public async Task<IssuedCredential> IssueCredentialAsync(string name = "A forwarder")
    {
        using var issued = await Client.PostAsJsonAsync("/v1/organizations/current/credentials", new { name });
        issued.EnsureSuccessStatusCode();
        return await api.ReadAsync<IssuedCredential>(issued);
    }

    public async Task ClaimAccountAsync(string accountId, string name = "An account")
    {
        using var claimed = await Client.PostAsJsonAsync("/v1/accounts", new { accountId, name });
        claimed.EnsureSuccessStatusCode();
    }

    /// <summary>A rule of the organization's own, for <c>StopLogging</c>; returns its id.</summary>
    public async Task<string> AddRuleAsync(string title)
    {
        var id = Guid.NewGuid().ToString("D");
        using var text = new StringContent(
            $"""
            title: {title}
            id: {id}
            level: high
            logsource:
                product: aws
                service: cloudtrail
            detection:
                selection:
                    eventName: StopLogging
                condition: selection
            """,
            null,
            "text/yaml");
        using var added = await Client.PostAsync(new Uri("/v1/rules", UriKind.Relative), text);
        added.EnsureSuccessStatusCode();
        return id;
    }

    /// <summary>An AWS account whose connection worked once; returns its id.</summary>
    public async Task<string> ConnectAsync(string accountId)
    {
        await ClaimAccountAsync(accountId);
        await new ConnectionStore(api.Postgres.Tenants).SaveAsync(
            Id,
            new(
                new()
                {
                    AccountId = accountId, Provider = Provider.Aws, State = ConnectionState.Connected, CreatedAt = api.Clock.GetUtcNow(),
                    ConnectedAt = api.Clock.GetUtcNow(), RoleArn = $"arn:aws:iam::{accountId}:role/RaposaReadOnly", ExternalId = "raposa-test",
                    Regions = ["eu-west-1"],
                },
                null),
            default);
        return accountId;
    }

    public async Task SetCadenceAsync(string source)
    {
        using var set = await Client.PutAsJsonAsync("/v1/cadences", new { source, minutes = 30 });
        set.EnsureSuccessStatusCode();
    }

    /// <summary>A sealed run that brought one resource of <see cref="Source"/>; returns its id.</summary>
    public async Task<Guid> CollectAsync(string accountId, string resource)
    {
        var now = api.Clock.GetUtcNow();
        var key = new CollectorKey(Id, accountId, Source);
        var run = new CollectionRun { Id = Guid.CreateVersion7(now), Status = RunStatus.InProgress, Trigger = RunTrigger.Manual, StartedAt = now };
        var ended = run with { Status = RunStatus.Sealed, FinishedAt = now, Pages = 1, Resources = 1 };
        var inventory = new TestInventory(api.Postgres, SourceCatalog.Platform[Source]);
        await inventory.Writer.OpenAsync(key, run, default);
        await inventory.Writer.AddAsync(
            key, run.Id, TestInventory.Page((resource, $$"""{"Arn":"{{resource}}","UserName":"{{resource}}"}""")), default);
        await inventory.Writer.CloseAsync(key, ended, default);
        await new CollectionStore(api.Postgres.Tenants).SaveRunAsync(key, ended, default);
        return run.Id;
    }

    /// <summary>A sealed run that brought one user, and the verdicts on it.</summary>
    public async Task JudgeAsync(string accountId, string resource)
    {
        await CollectAsync(accountId, resource);
        var asOf = api.Clock.GetUtcNow();
        var analysis = new PostureAnalysis(
            new EstateReaderStore(api.Postgres.Tenants), new FindingSink(new(api.Postgres.Tenants)), new(api.Postgres.Tenants), CheckCatalog.Platform);
        await analysis.RunAsync(
            new()
            {
                Organization = Id, Id = Guid.CreateVersion7(asOf), AsOf = asOf,
                Chains = await new SnapshotReaderStore(api.Postgres.Tenants).GetCoverageAsync(Id, new(), asOf, default),
            },
            default);
    }

    /// <summary>An anomaly of a day; returns its id.</summary>
    public async Task<Guid> AddCostAnomalyAsync(string service)
    {
        var now = api.Clock.GetUtcNow();
        var anomaly = new CostAnomaly
        {
            Id = Guid.CreateVersion7(now), AccountId = "900100200301", Service = $"{service} {Guid.NewGuid()}", Currency = "USD", Days = [new(now, 300, 100, 5, true)],
            Snapshots = [], AnalysisId = Guid.CreateVersion7(now), AsOf = now, FirstSeenAt = now,
        };
        await new CostStore(api.Postgres.Tenants).ReplaceAsync(Id, anomaly.AccountId, DateOnly.FromDateTime(now.UtcDateTime.AddDays(-30)), [anomaly], default);
        return anomaly.Id;
    }

    /// <summary>A name that leads to nothing; returns it.</summary>
    public async Task<string> AddDnsNameAsync(string zone)
    {
        var (now, name) = (api.Clock.GetUtcNow(), $"{Guid.NewGuid():N}.{zone.ToLowerInvariant()}");
        var basis = new DnsBasis
        {
            AnalysisId = Guid.CreateVersion7(now), AsOf = now, Names = 1, Resource = 0, Dangling = 1, External = 0, Unknown = 0, Exposed = 0, NotExposed = 0,
            OriginsUnknown = 0, ZonesUnknown = [],
        };
        var dangling = new DnsName
        {
            Name = name, IsPrivate = false, Zone = zone, Source = "cloudflare_dns_record", AccountId = "c10dc10d", IsProxied = false,
            Standing = DnsStanding.Dangling, Severity = Severity.Low, Reason = "A test.", Ends = [], Hops = [],
        };
        await new DnsStore(api.Postgres.Tenants).SaveAsync(Id, basis, new([new(dangling, "test")], []), default);
        return name;
    }

    /// <summary>An open finding; returns its id.</summary>
    public async Task<Guid> RaiseFindingAsync(string title)
    {
        await new FindingSink(new(api.Postgres.Tenants)).RaiseAsync(
            Id,
            [
                new()
                {
                    Fingerprint = Guid.NewGuid().ToString("D"), Kind = "test.finding", Severity = Severity.Low, Title = title,
                    Detail = "Nothing is to be done.", Subject = "a test", SeenAt = api.Clock.GetUtcNow(),
                },
            ],
            default);
        using var listed = await Client.GetAsync(new Uri("/v1/findings", UriKind.Relative));
        return (await api.ReadAsync<FindingList>(listed)).Findings.First(finding => finding.Title == title).Id;
    }

    /// <summary>A live instance without a sensor, found so by a run; returns its account and id. The same however often it is asked for.</summary>
    public Task<string> ReconcileAsync(string name)
    {
        lock (_gate)
        {
            return _reconciled ??= MakeAsync();
        }

        // The platform may analyze this estate by itself as soon as it is stored, so this run is of now: later than any that had begun by then.
        async Task<string> MakeAsync()
        {
            var estate = new StoredEstate(api.Postgres, Id);
            var labelled = LabelledEstate.Empty();
            var machine = labelled.NewMachine();
            labelled.AddInstance(machine, name: name);
            await estate.StoreAsync(labelled);
            Caller.ActFor(Id);
            await api.Grains.GetGrain<IReconciliationGrain>(Id.ToString()).Reconcile(estate.NewRequest(api.Clock.GetUtcNow()));
            return $"{machine.Account}/{machine.Id}";
        }
    }

    /// <summary>A certificate of an hour without log files.</summary>
    public async Task CertifyAsync(string accountId, string region, DateTimeOffset hour) => await new CompletenessStore(api.Postgres.Tenants).SaveAsync(
        new(Id, accountId, region),
        [
            new()
            {
                AccountId = accountId,
                Region = region,
                Hour = hour,
                State = CompletenessState.Complete,
                ExpectedFiles = 0,
                ProvenFiles = 0,
                ExpectedEvents = 0,
                ReceivedEvents = 0,
                DuplicateEvents = 0,
                RejectedEvents = 0,
                MissingEvents = 0,
                AlteredEvents = 0,
                LateEvents = 0,
                Tampered = 0,
                GapSeconds = 0,
                ChangedAt = hour,
            },
        ],
        default);

    /// <summary>An incident of one actor, with one piece of evidence.</summary>
    public async Task<Incident> OpenIncidentAsync(string title, Severity severity = Severity.High)
    {
        Caller.ActFor(Id);
        var key = new IncidentKey(Id, Guid.CreateVersion7());
        return await api.Grains.GetGrain<IIncidentGrain>(key.ToString()).Add("arn:aws:iam::900100200301:user/ann",
        [
            new()
            {
                At = api.Clock.GetUtcNow(),
                RuleId = Guid.NewGuid().ToString("D"),
                RuleTitle = title,
                Severity = severity,
                Techniques = ["T1562.008"],
                EventId = Guid.NewGuid().ToString("D"),
                Summary = "ann stopped the trail.",
            },
        ]);
    }
}
