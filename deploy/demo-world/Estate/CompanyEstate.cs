using System.Collections.Immutable;
using System.Globalization;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.DemoWorld.Estate.Trails;

namespace Raposa.DemoWorld.Estate;

/// <summary>
/// Everything the company owns in the cloud. What stands for good is here; what comes and goes is asked of a
/// <see cref="EstateMoment"/>. Accounts and regions are built when they are first asked for, so that a thousand accounts
/// cost what is looked at.
/// </summary>
internal sealed class CompanyEstate
{
    private static readonly int[] RegionWeights = [5, 3, 2];
    private static readonly int[] AccountWeights = [6, 3, 1];

    private readonly ImmutableArray<Lazy<AccountEstate>> _accounts;
    private readonly Dictionary<string, Lazy<AccountEstate>> _byId;
    private readonly Lazy<ImmutableArray<Slot>> _slots;

    public CompanyEstate(EstateOptions options)
    {
        Options = options;
        Ids = new(options.Seed);
        Regions = [.. CloudRegion.All.Take(options.Regions)];
        AccountIds = [.. Enumerable.Range(0, options.Accounts).Select(AccountId)];
        _accounts = [.. AccountIds.Select((_, index) => new Lazy<AccountEstate>(() => new(this, index)))];
        _byId = AccountIds.Select((id, index) => (id, index)).ToDictionary(one => one.id, one => _accounts[one.index], StringComparer.Ordinal);
        Trails = new(this);
        _slots = new(() => [.. Accounts.SelectMany(account => account.Regions).SelectMany(region => region.Slots)]);
    }

    public EstateOptions Options { get; }

    public Ids Ids { get; }

    public ImmutableArray<CloudRegion> Regions { get; }

    public ImmutableArray<string> AccountIds { get; }

    public IEnumerable<AccountEstate> Accounts => _accounts.Select(account => account.Value);

    /// <summary>What CloudTrail recorded, and where it delivered it.</summary>
    public TrailArchive Trails { get; }

    /// <summary>Every place where an instance runs, over all accounts and regions.</summary>
    public ImmutableArray<Slot> Slots => _slots.Value;

    /// <summary>Null if the company has no such account.</summary>
    public AccountEstate? Account(string id) => _byId.TryGetValue(id, out var account) ? account.Value : null;

    /// <summary>How many instances a region of an account gets.</summary>
    public int InstancesIn(int account, int region)
    {
        static int Weight(int[] weights, int index) => index < weights.Length ? weights[index] : 1;
        var all = Enumerable.Range(0, Options.Accounts).Sum(index => Weight(AccountWeights, index)) *
            Enumerable.Range(0, Options.Regions).Sum(index => Weight(RegionWeights, index));
        return (int)Math.Round(Options.Instances * (double)(Weight(AccountWeights, account) * Weight(RegionWeights, region)) / all);
    }

    // The first three are those of the demo's day.
    private static string AccountId(int index) =>
        index < Corvina.Accounts.Length ? Corvina.Accounts[index].Id : (900_100_300_000 + index).ToString(CultureInfo.InvariantCulture);
}
