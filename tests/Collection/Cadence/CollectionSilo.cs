#if ENGINE_LOCAL
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Raposa.Accounts;
using Raposa.Engine;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <summary>The grains of accounts and collection on a clock that is moved by hand, with everything around them in memory.</summary>
internal sealed class CollectionSilo : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = VirtualSilo.Start;

    private readonly CollectionParts _parts;
    private readonly VirtualSilo _silo;

    private CollectionSilo(CollectionParts parts, VirtualSilo silo) => (_parts, _silo) = (parts, silo);

    public MemoryRecords Records => _parts.Records;

    public RecordedFindings Findings => _parts.Findings;

    public TestTester Tester => _parts.Tester;

    public OrganizationId Organization => _parts.Organization;

    public DateTimeOffset Now => _silo.Time.GetUtcNow();

    public static async Task<CollectionSilo> StartAsync(ISourceReader reader, params SourceDefinition[] sources)
    {
        var parts = new CollectionParts(reader, sources);
        return new(parts, await VirtualSilo.StartAsync(parts.Configure));
    }

    public Task AdvanceAsync(double minutes) => _silo.AdvanceAsync(TimeSpan.FromMinutes(minutes));

    /// <summary>Ends every activation between two lines of whatever it does.</summary>
    public void Crash() => _silo.Simulator.Crash();

    /// <summary>As if somebody had emptied the reminders' table.</summary>
    public Task LoseRemindersAsync() => _silo.Services.GetRequiredService<IReminderTable>().TestOnlyClearTable();

    public CollectorKey Key(string source) => _parts.Key(source);

    public IFalconAccountGrain Falcon() => Acting().GetGrain<IFalconAccountGrain>(_parts.Account().ToString());

    public ICollectionGrain Collection() => Acting().GetGrain<ICollectionGrain>(Organization.ToString());

    public IRefreshGrain Refresher() => Acting().GetGrain<IRefreshGrain>(Organization.ToString());

    /// <summary>Connects the account, and lets its sources be read once.</summary>
    public async Task ConnectAsync()
    {
        await Falcon().Connect(new("client", "secret", null));
        await AdvanceAsync(1);
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    private IGrainFactory Acting()
    {
        Caller.ActFor(Organization);
        return _silo.Grains;
    }
}
#endif
