#if ENGINE_LOCAL
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Hosting;
using Raposa.Accounts;
using Raposa.Engine;
using Raposa.Findings;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Collection;

/// <summary>The grains of accounts and collection on a clock that is moved by hand, with everything around them in memory.</summary>
internal sealed class CollectionSilo : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = VirtualSilo.Start;

    private VirtualSilo _silo = null!;

    public MemoryRecords Records { get; } = new();

    public MemoryConnections Connections { get; } = new();

    public RecordedSnapshots Snapshots { get; } = new();

    public RecordedFindings Findings { get; } = new();

    public TestTester Tester { get; } = new();

    public OrganizationId Organization { get; } = new(Guid.Parse("0190d3c0-0000-7000-8000-000000000001"));

    public DateTimeOffset Now => _silo.Time.GetUtcNow();

    public static async Task<CollectionSilo> StartAsync(ISourceReader reader, params SourceDefinition[] sources)
    {
        var silo = new CollectionSilo();
        silo._silo = await VirtualSilo.StartAsync(builder => silo.Configure(builder, reader, new(sources)));
        return silo;
    }

    public Task AdvanceAsync(double minutes) => _silo.AdvanceAsync(TimeSpan.FromMinutes(minutes));

    /// <summary>Ends every activation between two lines of whatever it does.</summary>
    public void Crash() => _silo.Simulator.Crash();

    public AccountKey Account(string id = "acme") => new(Organization, id);

    public CollectorKey Key(string source, string? region = null) => new(Organization, "acme", source, region);

    public IFalconAccountGrain Falcon(string id = "acme") => Act().GetGrain<IFalconAccountGrain>(Account(id).ToString());

    public ICollectorGrain Collector(CollectorKey key) => Act().GetGrain<ICollectorGrain>(key.ToString());

    /// <summary>An account that is connected, and has been read once.</summary>
    public async Task ConnectAsync(string id = "acme")
    {
        await Falcon(id).Connect(new("client", "secret", null));
        await AdvanceAsync(1);
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    private IGrainFactory Act()
    {
        Caller.ActFor(Organization);
        return _silo.Grains;
    }

    private void Configure(ISiloBuilder builder, ISourceReader reader, TestSources sources)
    {
        builder.AddIncomingGrainCallFilter<TenantFilter>();
        var services = builder.Services;
        services.AddSingleton<ISourceList>(sources);
        services.AddSingleton(reader);
        services.AddSingleton<ISnapshotWriter>(Snapshots);
        services.AddSingleton<ICollectionRecords>(Records);
        services.AddSingleton<IConnectionRecords>(Connections);
        services.AddSingleton<IFindingSink>(Findings);
        services.AddSingleton<IConnectionTester>(Tester);
        services.AddSingleton<ISecretSealer, OpenSealer>();
        services.AddSingleton<IConnectedAccounts>(Connections);
        services.AddSingleton<IRetention, NoRetention>();
        services.AddSingleton<AccountParts>();
        services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(NullLoggerFactory.Instance));
    }

    // What a secret is sealed with is not what these tests are about.
    private sealed class OpenSealer : ISecretSealer
    {
        public Task<byte[]> SealAsync(byte[] secret, string owner, CancellationToken cancellationToken) => Task.FromResult(secret);

        public Task<byte[]> OpenAsync(byte[] sealedSecret, string owner, CancellationToken cancellationToken) => Task.FromResult(sealedSecret);
    }

    private sealed class NoRetention : IRetention
    {
        public Task<int> ApplyAsync(OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(0);
    }
}
#endif
