using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Hosting;
using Raposa.Accounts;
using Raposa.Findings;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <summary>Everything around the grains of accounts and collection, in memory.</summary>
internal sealed class CollectionParts(ISourceReader reader, params SourceDefinition[] sources)
{
    public MemoryRecords Records { get; } = new();

    public MemoryConnections Connections { get; } = new();

    public RecordedSnapshots Snapshots { get; } = new();

    public RecordedFindings Findings { get; } = new();

    public TestTester Tester { get; } = new();

    public OrganizationId Organization { get; } = new(Guid.Parse("0190d3c0-0000-7000-8000-000000000001"));

    public AccountKey Account(string id = "acme") => new(Organization, id);

    public CollectorKey Key(string source, string? region = null) => new(Organization, "acme", source, region);

    public void Configure(ISiloBuilder builder)
    {
        builder.AddIncomingGrainCallFilter<TenantFilter>();
        var services = builder.Services;
        services.AddSingleton<ISourceList>(new TestSources(sources));
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
