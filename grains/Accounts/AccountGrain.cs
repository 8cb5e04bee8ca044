using Microsoft.Extensions.Logging;
using Raposa.Collection;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <summary>What accounts of every provider have in common besides their schedule. Only how they are connected differs.</summary>
internal abstract class AccountGrain(AccountParts parts, ILogger logger) : ScheduledGrain(parts, logger)
{
    private StoredConnection? _stored;

    protected AccountConnection? Connection => _stored?.Connection;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _stored = await Parts.Connections.FindAsync(Key, cancellationToken);
        if (Connection is { IsConnected: true } connection && connection.Provider == Provider)
        {
            await LoadSchedule(connection.Regions);
        }
    }

    public Task<AccountConnection?> GetConnection() => Task.FromResult(Connection);

    public async Task<ConnectionTest?> Test()
    {
        if (_stored is not { Connection.State: not ConnectionState.Disconnected } tried || tried.Connection.Provider != Provider)
        {
            return null;
        }

        var (test, connection) = await Try(tried.Connection, await Parts.OpenAsync(Key, tried.Sealed));

        // Somebody may have changed it meanwhile: then this says nothing of what is there now.
        if (ReferenceEquals(_stored, tried))
        {
            await Keep(tried with { Connection = connection });
        }

        return test;
    }

    public async Task<bool> Disconnect()
    {
        if (_stored is not { Connection.State: not ConnectionState.Disconnected } stored)
        {
            return false;
        }

        // The connection first: whatever is left over after a crash finds no connection and ends.
        await Save(stored with { Connection = stored.Connection with { State = ConnectionState.Disconnected }, Sealed = null });
        await DropSchedule();
        await Publish("account.disconnected", $"Account {Key.AccountId} was disconnected.");
        return true;
    }

    public async Task Sweep()
    {
        if (Connection is { IsConnected: true } connection)
        {
            if (connection.FollowsEnabledRegions)
            {
                await FollowRegions(connection);
            }

            await Replan(Connection!.Regions);
            await SweepNow();
        }
    }

    /// <summary>Tries a connection and says what it then is: connected if it works, with its regions.</summary>
    protected async Task<(ConnectionTest Test, AccountConnection Connection)> Try(AccountConnection connection, string? secret)
    {
        var tester = Parts.TesterOf(Provider);
        var test = await tester.TryAsync(Key, connection, secret, CancellationToken.None);
        var regions = connection.Regions;
        if (test.Works && connection.FollowsEnabledRegions)
        {
            try
            {
                regions = await tester.GetRegionsAsync(Key, CancellationToken.None);
            }
            catch (SourceReadException failed)
            {
                test = test with { Failure = failed.Failure };
            }
        }

        return (test, connection with
        {
            LastTest = test,
            Regions = regions,
            State = test.Works ? ConnectionState.Connected : connection.State,
            ConnectedAt = test.Works ? connection.ConnectedAt ?? test.At : connection.ConnectedAt,
        });
    }

    /// <summary>Connects with a secret: it is tried first, and kept only if it works.</summary>
    /// <param name="objection">Why it is not even tried, or null.</param>
    protected async Task<ConnectAnswer> ConnectWith(
        string? objection, string secret, Func<AccountConnection, AccountConnection> described)
    {
        if (objection is not null || Refuse() is not null)
        {
            return objection is null ? Refuse()! : new(null, null, ConnectionRefusal.Invalid, objection);
        }

        var (test, connection) = await Try(described(Connection ?? NewConnection()), secret);
        if (test.Works)
        {
            await Keep(new(connection, await Parts.SealAsync(Key, secret)));
        }

        return new(test.Works ? connection : null, test, null, null);
    }

    /// <summary>An account of another provider under the same id is not taken over; null if there is none.</summary>
    protected ConnectAnswer? Refuse() => Connection is { } other && other.Provider != Provider
        ? new(null, null, ConnectionRefusal.OtherProvider, $"Account {Key.AccountId} is connected as one of {other.Provider}.")
        : null;

    protected AccountConnection NewConnection() => new()
    {
        AccountId = Key.AccountId,
        Provider = Provider,
        State = ConnectionState.Pending,
        CreatedAt = Now,
    };

    /// <summary>Saves a connection; from the first time that it works its sources are planned and read.</summary>
    protected async Task Keep(StoredConnection stored)
    {
        var wasConnected = Connection is { IsConnected: true };
        await Save(stored);
        if (!stored.Connection.IsConnected)
        {
            return;
        }

        if (wasConnected)
        {
            await Replan(stored.Connection.Regions);
            await SweepNow();
        }
        else
        {
            await LoadSchedule(stored.Connection.Regions);
            await WhenConnected();
            await GrainFactory.GetGrain<ICollectionGrain>(Key.Organization.ToString()).Watch();
            await Publish("account.connected", $"Account {Key.AccountId} is connected.");
        }
    }

    /// <summary>What a provider has to do besides, once the connection works.</summary>
    protected virtual Task WhenConnected() => Task.CompletedTask;

    protected Task Publish(string kind, string summary) =>
        GrainFactory.GetGrain<IActivityGrain>(Key.Organization.ToString()).Publish(new()
        {
            At = Now,
            Kind = kind,
            Summary = summary,
            Subject = Key.AccountId,
        });

    private async Task Save(StoredConnection stored)
    {
        await Parts.Connections.SaveAsync(Key.Organization, stored, CancellationToken.None);
        _stored = stored;
    }

    private async Task FollowRegions(AccountConnection connection)
    {
        try
        {
            var regions = await Parts.TesterOf(Provider).GetRegionsAsync(Key, CancellationToken.None);
            if (!regions.SequenceEqual(connection.Regions) && ReferenceEquals(Connection, connection))
            {
                await Save(_stored! with { Connection = connection with { Regions = regions } });
            }
        }
        catch (SourceReadException failed)
        {
            LogNoRegions(Key, failed.Message);
        }
    }
}
