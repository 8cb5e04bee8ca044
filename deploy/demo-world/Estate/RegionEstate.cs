using System.Collections.Immutable;
using Raposa.DemoWorld.Estate.Balancing;
using Raposa.DemoWorld.Estate.Data;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.DemoWorld.Estate.Network;

namespace Raposa.DemoWorld.Estate;

/// <summary>What an account has in one region.</summary>
internal sealed class RegionEstate
{
    private readonly Lazy<ImmutableArray<Slot>> _slots;
    private readonly Lazy<BalancerEstate> _balancers;
    private readonly Lazy<ImmutableArray<Database>> _databases;

    public RegionEstate(AccountEstate account, CloudRegion region, int index)
    {
        Account = account;
        Cloud = region;
        Index = index;
        Network = NetworkBuilder.Of(this);
        Groups = GroupBuilder.Of(this);
        Images = ImageCatalog.Of(this);
        _slots = new(() => FleetBuilder.SlotsOf(this));
        _balancers = new(() => BalancerBuilder.Of(this));
        _databases = new(() => DatabaseBuilder.Of(this));
    }

    public AccountEstate Account { get; }

    public CloudRegion Cloud { get; }

    /// <summary>Among the regions of the company; 0 is where it sits.</summary>
    public int Index { get; }

    public string Name => Cloud.Name;

    public bool IsHome => Index == 0;

    public NetworkEstate Network { get; }

    public SecurityGroups Groups { get; }

    public ImageCatalog Images { get; }

    public ImmutableArray<Slot> Slots => _slots.Value;

    public BalancerEstate Balancers => _balancers.Value;

    public ImmutableArray<Database> Databases => _databases.Value;

    public Ids Ids => Account.Company.Ids;

    /// <summary>Which of all account-and-region pairs it is.</summary>
    public int Cell => (Account.Index * Account.Company.Options.Regions) + Index;

    public string Id(string prefix, string name) => Ids.Ec2(prefix, Account.Id, Name, name);

    public string Arn(string service, string resource) => Account.Arn(service, Name, resource);

    /// <summary>The customer's own key for data at rest here.</summary>
    public string DataKeyArn => Arn("kms", $"key/{DataKeyId}");

    // The one that the demo's day decrypts with.
    public string DataKeyId => Account.IsProduction && IsHome
        ? "5d1c0c0a-7b2e-4f9d-8a36-91e4c7b2d05f"
        : Ids.Uuid("kms", Account.Id, Name, "corvina-data");
}
