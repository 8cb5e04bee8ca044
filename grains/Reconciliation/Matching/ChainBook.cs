using System.Collections.Immutable;

namespace Raposa.Reconciliation;

/// <summary>Which absences are proven: what was read completely, account by account and region by region.</summary>
internal sealed class ChainBook
{
    public const string Instances = "aws_ec2_instance", Interfaces = "aws_ec2_network_interface", Sensors = "crowdstrike_host";

    private readonly Dictionary<(string Account, string? Region), ChainFacts> _instances = [];
    private readonly Dictionary<string, AccountChains> _accounts = new(StringComparer.Ordinal);
    private readonly bool _isWhole;

    public ChainBook(ImmutableArray<ChainFacts> chains)
    {
        All = chains;
        foreach (var account in chains.Where(chain => chain.Source is Instances or Interfaces).GroupBy(chain => chain.AccountId))
        {
            var instances = account.Where(chain => chain.Source == Instances).ToList();
            foreach (var chain in instances)
            {
                _instances[(chain.AccountId, chain.Region)] = chain;
            }

            if (instances.Count > 0)
            {
                _accounts[account.Key] = new(
                    instances.TrueForAll(chain => chain.IsComplete),
                    instances.TrueForAll(chain => chain.HasPrevious),
                    account.All(chain => chain.IsComplete) && instances.TrueForAll(one => account.Any(
                        other => other.Source == Interfaces && other.Region == one.Region)));
            }
        }

        _isWhole = _accounts.Count > 0 && _accounts.Values.All(account => account.IsWhole);
        var sensors = chains.Where(chain => chain.Source == Sensors).ToList();
        SensorsAreComplete = sensors.Count > 0 && sensors.TrueForAll(chain => chain.IsComplete);
        SensorsReadAt = sensors.Count > 0 && sensors.TrueForAll(chain => chain.SealedAt is not null) ? sensors.Min(chain => chain.SealedAt) : null;
    }

    public ImmutableArray<ChainFacts> All { get; }

    /// <summary>True: a sensor that is in no snapshot is nowhere.</summary>
    public bool SensorsAreComplete { get; }

    /// <summary>When the oldest of the tenants' snapshots was sealed.</summary>
    public DateTimeOffset? SensorsReadAt { get; }

    public IEnumerable<KeyValuePair<string, AccountChains>> Accounts => _accounts;

    public IEnumerable<ChainFacts> InstanceChains => _instances.Values;

    public bool IsConnected(string accountId) => _accounts.ContainsKey(accountId);

    /// <summary>Whether every instance and interface is known: of the account, or of all where it is null.</summary>
    public bool IsWhole(string? accountId) =>
        accountId is null ? _isWhole : _accounts.TryGetValue(accountId, out var account) && account.IsWhole;

    /// <summary>Whether an instance that is not there is absent: from the region, the account or all of them, as far as they are said.</summary>
    public Absence AbsenceOf(string? accountId, string? region)
    {
        if (accountId is null)
        {
            // Where no account is connected, nothing is known to be absent.
            return _accounts.Count == 0
                ? default
                : new(_accounts.Values.All(account => account.IsComplete), _accounts.Values.All(account => account.HasPrevious));
        }

        if (region is null)
        {
            return _accounts.TryGetValue(accountId, out var account) ? new(account.IsComplete, account.HasPrevious) : default;
        }

        return _instances.TryGetValue((accountId, region), out var chain) ? new(chain.IsComplete, chain.HasPrevious) : default;
    }

    /// <param name="IsComplete">Of all chains of instances: the newest run was sealed.</param>
    /// <param name="HasPrevious">And a complete snapshot came before.</param>
    /// <param name="IsWhole">Of chains of interfaces too, and each region has one.</param>
    internal sealed record AccountChains(bool IsComplete, bool HasPrevious, bool IsWhole);

    internal readonly record struct Absence(bool IsProven, bool HasPrevious);
}
