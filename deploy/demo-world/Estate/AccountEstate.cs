using System.Collections.Immutable;
using System.Globalization;
using Raposa.DemoWorld.Estate.Data;
using Raposa.DemoWorld.Estate.Identity;

namespace Raposa.DemoWorld.Estate;

/// <summary>One AWS account.</summary>
internal sealed class AccountEstate
{
    private readonly Dictionary<string, Lazy<RegionEstate>> _regions;
    private readonly Lazy<ImmutableArray<Bucket>> _buckets;
    private readonly Lazy<IdentityEstate> _identity;

    public AccountEstate(CompanyEstate company, int index)
    {
        Company = company;
        Index = index;
        _regions = company.Regions.Select((region, at) => (region, at))
            .ToDictionary(one => one.region.Name, one => new Lazy<RegionEstate>(() => new(this, one.region, one.at)), StringComparer.Ordinal);
        _buckets = new(() => BucketBuilder.Of(this));
        _identity = new(() => IdentityBuilder.Of(this));
    }

    public CompanyEstate Company { get; }

    public int Index { get; }

    public string Id => Company.AccountIds[Index];

    public string Name => Index < Corvina.Accounts.Length
        ? Corvina.Accounts[Index].Name
        : string.Create(CultureInfo.InvariantCulture, $"Corvina sandbox {Index:000}");

    public AccountKind Kind => Index switch { 0 => AccountKind.Production, 1 => AccountKind.Staging, 2 => AccountKind.Security, _ => AccountKind.Sandbox };

    /// <summary>In tags and names.</summary>
    public string Environment => Kind switch
    {
        AccountKind.Production => "prod", AccountKind.Staging => "staging", AccountKind.Security => "security", _ => "sandbox",
    };

    public bool IsProduction => Kind == AccountKind.Production;

    public string Email => string.Create(CultureInfo.InvariantCulture, $"aws+{Environment}{(Index > 2 ? Index : "")}@corvina.example");

    public IEnumerable<RegionEstate> Regions => Company.Regions.Select(region => _regions[region.Name].Value);

    public ImmutableArray<Bucket> Buckets => _buckets.Value;

    public IdentityEstate Identity => _identity.Value;

    /// <summary>Null where the company is not opted in.</summary>
    public RegionEstate? Region(string name) => _regions.TryGetValue(name, out var region) ? region.Value : null;

    public string Arn(string service, string region, string resource) => $"arn:aws:{service}:{region}:{Id}:{resource}";
}

internal enum AccountKind
{
    Production,
    Staging,
    Security,
    Sandbox,
}
