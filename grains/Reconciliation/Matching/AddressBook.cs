using System.Collections.Immutable;

namespace Raposa.Reconciliation;

/// <summary>
/// What the instances of an organization are known by, and so which of them a sensor's record names: by its instance id, else
/// by an address that one interface alone has, else by a MAC address, else by a host name.
/// </summary>
/// <remarks>
/// A record that has an instance id names that instance or none: machines that come and go share addresses with the dead.
/// An address is no proof against a MAC address that the instance does not have.
/// </remarks>
internal sealed class AddressBook
{
    private readonly ChainBook _chains;
    private readonly ILookup<string, InstanceFacts> _byId;
    private readonly Dictionary<string, HashSet<Owner>> _byIp = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<Owner>> _byMac = new(StringComparer.Ordinal);
    private readonly ILookup<string, InstanceFacts> _byName;
    private readonly Dictionary<InstanceName, InstanceFacts> _instances;
    private readonly ILookup<InstanceName, string> _macs;

    public AddressBook(ChainBook chains, ImmutableArray<InstanceFacts> instances, ImmutableArray<InterfaceFacts> interfaces)
    {
        _chains = chains;
        _byId = instances.ToLookup(instance => instance.InstanceId, StringComparer.Ordinal);
        _instances = instances.ToDictionary(instance => instance.Key);
        var present = instances.Where(instance => instance.Life != InstanceLife.Terminated).ToList();
        _byName = present.Where(instance => instance.PrivateDnsName is not null)
            .SelectMany(instance => NamesOf(instance.PrivateDnsName!).Select(name => (name, instance)))
            .ToLookup(one => one.name, one => one.instance, StringComparer.Ordinal);
        foreach (var instance in present)
        {
            Add(instance.PrivateIps, instance.Macs, new(instance.AccountId, instance.InstanceId, IsInstance: true));
        }

        foreach (var one in interfaces)
        {
            // One that an instance has under way, in a snapshot that does not know the instance yet, is somebody's all the same.
            Add(one.PrivateIps, one.Mac is null ? [] : [one.Mac], new(one.AccountId, one.InstanceId ?? one.InterfaceId, one.InstanceId is not null));
        }

        _macs = _byMac.SelectMany(pair => pair.Value.Where(owner => owner.IsInstance).Select(owner => (owner.Instance, pair.Key)))
            .ToLookup(one => one.Instance, one => one.Key);
    }

    public SensorTarget TargetOf(SensorFacts sensor)
    {
        if (SensorScope.ElsewhereOf(sensor) is not null)
        {
            return SensorTarget.Nothing;
        }

        if (sensor.InstanceId is { } id)
        {
            return ByInstanceId(sensor, id);
        }

        var (byIp, doubt) = ByAddress(sensor);
        if ((byIp ?? ByMac(sensor)) is { } named)
        {
            return named;
        }

        var (byName, nameDoubt) = ByName(sensor);
        return byName ?? (SensorTarget?)doubt ?? (SensorTarget?)nameDoubt ?? SensorTarget.Nothing;
    }

    /// <summary>The whole name and its first label: some machines call themselves by one, some by the other.</summary>
    public static ImmutableArray<string> NamesOf(string name) =>
        name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? [name, name[..dot]] : [name];

    private SensorTarget ByInstanceId(SensorFacts sensor, string id)
    {
        var found = _byId[id].Where(instance => sensor.AccountId is null || sensor.AccountId == instance.AccountId).ToImmutableArray();
        return found.Length switch
        {
            0 => SensorTarget.Nothing,
            1 => new SensorTarget.Named(found[0], Rung.InstanceId),
            _ => new SensorTarget.OneOf(found, VerdictReason.AddressAmbiguous),
        };
    }

    private (SensorTarget.Named? Named, SensorTarget.OneOf? Doubt) ByAddress(SensorFacts sensor)
    {
        if (sensor.LocalIp is null || !_byIp.TryGetValue(sensor.LocalIp, out var all))
        {
            return default;
        }

        var owners = all.Where(owner => IsOfAccount(sensor, owner.AccountId)).ToList();
        var possible = Possible(sensor, owners).Where(instance => MacAgrees(sensor, instance)).ToImmutableArray();
        return Judge(sensor, owners.Count, possible, Rung.PrivateIp);
    }

    private SensorTarget.Named? ByMac(SensorFacts sensor)
    {
        if (sensor.Mac is null || !_byMac.TryGetValue(sensor.Mac, out var all))
        {
            return null;
        }

        var owners = all.Where(owner => IsOfAccount(sensor, owner.AccountId)).ToList();
        return owners.Count == 1 && Possible(sensor, owners).FirstOrDefault() is { } only ? new(only, Rung.Mac) : null;
    }

    private (SensorTarget.Named? Named, SensorTarget.OneOf? Doubt) ByName(SensorFacts sensor)
    {
        if (sensor.HostName is null)
        {
            return default;
        }

        var owners = _byName[sensor.HostName].Where(instance => IsOfAccount(sensor, instance.AccountId)).ToList();
        var possible = owners.Where(instance => IsAfterLaunch(sensor, instance) && MacAgrees(sensor, instance)).ToImmutableArray();
        return Judge(sensor, owners.Count, possible, Rung.PrivateDns);
    }

    // A stranger's interface with the same address counts too: what matters is whether the address has one owner.
    private (SensorTarget.Named? Named, SensorTarget.OneOf? Doubt) Judge(
        SensorFacts sensor, int owners, ImmutableArray<InstanceFacts> possible, Rung rung) => (owners, possible) switch
    {
        (_, []) => default,
        (1, [var only]) when _chains.IsWhole(sensor.AccountId) => (new(only, rung), null),
        (1, _) => (null, new(possible, VerdictReason.ChainNotSealed)),
        _ => (null, new(possible, VerdictReason.AddressAmbiguous)),
    };

    private IEnumerable<InstanceFacts> Possible(SensorFacts sensor, List<Owner> owners) => owners
        .Where(owner => owner.IsInstance && _instances.ContainsKey(owner.Instance))
        .Select(owner => _instances[owner.Instance])
        .Where(instance => instance.Life != InstanceLife.Terminated && IsAfterLaunch(sensor, instance));

    private bool MacAgrees(SensorFacts sensor, InstanceFacts instance) =>
        sensor.Mac is null || !_macs[instance.Key].Any() || _macs[instance.Key].Contains(sensor.Mac);

    private static bool IsAfterLaunch(SensorFacts sensor, InstanceFacts instance) => sensor.LastSeenAt > instance.LaunchedAt;

    private static bool IsOfAccount(SensorFacts sensor, string accountId) => sensor.AccountId is null || sensor.AccountId == accountId;

    private void Add(ImmutableArray<string> ips, ImmutableArray<string> macs, Owner owner)
    {
        foreach (var ip in ips)
        {
            Of(_byIp, ip).Add(owner);
        }

        foreach (var mac in macs)
        {
            Of(_byMac, mac).Add(owner);
        }
    }

    private static HashSet<Owner> Of(Dictionary<string, HashSet<Owner>> owners, string address)
    {
        if (!owners.TryGetValue(address, out var found))
        {
            owners.Add(address, found = []);
        }

        return found;
    }

    /// <param name="Id">Of the instance, or of an interface that is no instance's.</param>
    private readonly record struct Owner(string AccountId, string Id, bool IsInstance)
    {
        public InstanceName Instance => new(AccountId, Id);
    }
}
