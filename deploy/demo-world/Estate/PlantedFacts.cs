using System.Collections.Immutable;
using Raposa.DemoWorld.Estate.Balancing;
using Raposa.DemoWorld.Estate.Compute;
using Raposa.DemoWorld.Estate.Data;
using Raposa.DemoWorld.Estate.Dns;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.DemoWorld.Estate.Identity;
using Raposa.DemoWorld.Estate.Money;

namespace Raposa.DemoWorld.Estate;

/// <summary>The answer sheet: what is wrong in the estate on purpose. It stands nowhere in what the vendors answer.</summary>
internal static class PlantedFacts
{
    public static ImmutableArray<PlantedFact> Of(CompanyEstate company) => [.. company.Accounts.SelectMany(Of), .. Names(company)];

    private static IEnumerable<PlantedFact> Of(AccountEstate account) =>
    [
        .. account.Regions.SelectMany(InRegion),
        .. account.Regions.SelectMany(Unprotected),
        .. Storage(account),
        .. Identities(account),
    ];

    private static IEnumerable<PlantedFact> Unprotected(RegionEstate region) => region.Slots
        .Where(slot => slot.IsPermanent && slot.Pet is not { IsStopped: true })
        .Select(slot => (slot, fact: slot.Sensor switch
        {
            SensorState.None => PlantedKind.HostWithoutSensor, SensorState.Silent => PlantedKind.SilentSensor, SensorState.Reduced => PlantedKind.ReducedSensor, _ => (PlantedKind?)null,
        }))
        .Where(one => one.fact is not null)
        .Select(one => new PlantedFact(one.fact!.Value, region.Account.Id, region.Name, one.slot.Machine(0).Id, one.slot.Pet?.Name ?? one.slot.Fleet.Name));

    private static IEnumerable<PlantedFact> InRegion(RegionEstate region)
    {
        PlantedFact Fact(PlantedKind kind, string resource, string note) => new(kind, region.Account.Id, region.Name, resource, note);
        foreach (var group in region.Groups.All)
        {
            foreach (var rule in group.Ingress.Where(rule => rule.Peer is "0.0.0.0/0" or "::/0"))
            {
                yield return Fact(PlantedKind.OpenIngress, group.Id, $"{group.Name}: {rule.Protocol} {rule.From}");
            }
        }

        foreach (var database in region.Databases.Where(database => !database.IsEncrypted))
        {
            yield return Fact(PlantedKind.UnencryptedDatabase, database.Name, database.Endpoint);
        }

        foreach (var database in region.Databases.Where(database => database.PublicIp is not null))
        {
            yield return Fact(PlantedKind.PublicDatabase, database.Name, database.Endpoint);
        }

        foreach (var slot in region.Slots.Where(slot => slot.Pet?.Name is PetCatalog.Jenkins or PetCatalog.VendorJump))
        {
            yield return Fact(PlantedKind.SevereFindingWithoutSensor, slot.Machine(0).Id, slot.Pet!.Name);
        }

        foreach (var slot in region.Slots.Where(slot => slot.Fleet.IsCloned))
        {
            yield return Fact(PlantedKind.ClonedSensor, slot.Machine(slot.GenerationAt(region.Account.Company.Options.Anchor)).Id, $"{slot.Fleet.Name} {slot.Index}");
        }

        foreach (var slot in region.Slots.Where(slot => slot.Fleet.Kind == FleetKind.Gpu))
        {
            yield return Fact(PlantedKind.CostAnomalyCause, slot.Machine(0).Id, "nuno.esteves");
        }

        if (FleetBuilder.IsGpuRegion(region))
        {
            var started = region.Slots.First(slot => slot.Fleet.Kind == FleetKind.Gpu).Machine(0);
            yield return Fact(PlantedKind.ThreatOnHost, started.Id, "CryptoCurrency:EC2/BitcoinTool.B!DNS");
            yield return Fact(PlantedKind.CostOfOwner, CostBook.GpuOwner, "owner");
        }

        foreach (var slot in region.Slots.Where(slot => slot.Pet is { HasOldSensor: true }))
        {
            yield return Fact(PlantedKind.OutdatedSensor, slot.Machine(0).Id, slot.Pet!.Name);
        }

        foreach (var slot in region.Slots.Where(slot => slot.Pet is not null))
        {
            yield return Fact(PlantedKind.UnencryptedVolume, slot.Machine(0).RootVolume, slot.Pet!.Name);
        }

        if (region is { IsHome: true, Account.IsProduction: true })
        {
            yield return Fact(PlantedKind.PublicSnapshot, region.Images.All.First(image => image.Owner == region.Account.Id).Snapshot, "");
        }

        if (region is { IsHome: true, Account.Kind: AccountKind.Production or AccountKind.Staging })
        {
            yield return Fact(PlantedKind.UnscannedRepository, RegistryDocuments.Unscanned, "");
        }

        if (!region.Network.HasFlowLogs)
        {
            yield return Fact(PlantedKind.NoFlowLogs, region.Network.Main.Id, region.Network.Main.Name);
        }
    }

    private static IEnumerable<PlantedFact> Storage(AccountEstate account)
    {
        foreach (var bucket in account.Buckets)
        {
            if (bucket.OpenedAt is not null || bucket is { BlocksPublicAccess: false, Policy: not null })
            {
                yield return new(PlantedKind.PublicBucket, account.Id, bucket.Region, bucket.Name, bucket.OpenedAt is null ? "always" : "opened");
            }

            if (bucket.Encryption is null)
            {
                yield return new(PlantedKind.UnencryptedBucket, account.Id, bucket.Region, bucket.Name, bucket.Classification);
            }
        }
    }

    private static IEnumerable<PlantedFact> Identities(AccountEstate account)
    {
        var quarter = account.Company.Options.Anchor.AddDays(-90);
        foreach (var user in account.Identity.Users)
        {
            var isAdmin = user.Groups.Contains("Administrators") || user.Attached.Contains(PolicyTexts.Administrator);
            var lastUse = user.Keys.Select(key => key.Use).Append(user.PasswordUse).OfType<LastUse>().Select(use => use.GoesOn ? account.Company.Options.Anchor : use.At).DefaultIfEmpty().Max();
            if (isAdmin && lastUse < quarter)
            {
                yield return new(PlantedKind.DormantAdministrator, account.Id, "", user.Name, lastUse.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            }

            if (user.HasPassword && !user.HasMfa)
            {
                yield return new(PlantedKind.PasswordWithoutMfa, account.Id, "", user.Name, isAdmin ? "administrator" : "");
            }
        }

        if (!account.Identity.Root.HasMfa)
        {
            yield return new(PlantedKind.RootWithoutMfa, account.Id, "", "root", "");
        }

        if (account.Identity.Roles.Any(role => role.Name == RoleBuilder.AccountSetup))
        {
            yield return new(PlantedKind.EscalationPath, account.Id, "", RoleBuilder.Deployer, RoleBuilder.AccountSetup);
            yield return new(PlantedKind.EscalationPath, account.Id, "", RoleBuilder.ForgottenDeployer, RoleBuilder.AccountSetup);
        }

        foreach (var role in account.Identity.Roles.Where(role => role.Name == RoleBuilder.Monitoring))
        {
            yield return new(PlantedKind.VendorWithoutExternalId, account.Id, "", role.Name, Corvina.MonitoringVendor);
        }
    }

    private static IEnumerable<PlantedFact> Names(CompanyEstate company)
    {
        var production = company.AccountIds[0];
        yield return new(PlantedKind.DanglingName, production, "", DnsEstate.Dangling, "its load balancer is gone");
        yield return new(PlantedKind.DanglingName, production, "", DnsEstate.DanglingBucket, "its bucket is gone");
        yield return new(PlantedKind.BypassableOrigin, production, "", DnsEstate.Main, "answers everybody under");
        yield return new(PlantedKind.BypassableOrigin, production, "", $"www.{DnsEstate.Main}", "answers everybody under");
        yield return new(PlantedKind.BypassableOrigin, production, company.Regions[0].Name, $"reports.{DnsEstate.Main}", BalancerBuilder.LegacyReports);
        yield return new(PlantedKind.BypassableOrigin, production, company.Regions[^1].Name, $"downloads.{DnsEstate.Main}", BucketBuilder.LegacyAssets);
        yield return new(PlantedKind.UnencryptedDatabaseBehindName, production, company.Regions[0].Name, $"reports.{DnsEstate.Main}", DatabaseBuilder.Legacy);
        yield return new(PlantedKind.UnencryptedDatabaseBehindName, production, company.Regions[0].Name, $"reports-db.{DnsEstate.Main}", DatabaseBuilder.Legacy);
        yield return new(PlantedKind.UnencryptedDatabaseBehindName, production, company.Regions[0].Name, $"reports-old.{DnsEstate.Main}", DatabaseBuilder.Legacy);
    }
}

/// <param name="Region">Empty for what has none.</param>
/// <param name="Resource">An id, or a name where the vendor has no id.</param>
internal sealed record PlantedFact(PlantedKind Kind, string Account, string Region, string Resource, string Note);

internal enum PlantedKind
{
    /// <summary>A machine that stays, runs and never had a sensor.</summary>
    HostWithoutSensor,
    SilentSensor,
    ReducedSensor,

    /// <summary>One of several machines that report as one device.</summary>
    ClonedSensor,
    SevereFindingWithoutSensor,
    OpenIngress,
    UnencryptedDatabase,
    PublicDatabase,

    /// <summary>A name at Cloudflare behind which an unencrypted database answers, directly or through an application.</summary>
    UnencryptedDatabaseBehindName,
    PublicBucket,
    UnencryptedBucket,

    /// <summary>An administrator whose password and keys were not used for 90 days before the anchor.</summary>
    DormantAdministrator,
    PasswordWithoutMfa,
    RootWithoutMfa,
    VendorWithoutExternalId,
    DanglingName,

    /// <summary>A proxied name whose origin anybody reaches around the proxy: a distribution with no web ACL, a load balancer that is open, a public bucket.</summary>
    BypassableOrigin,
    NoFlowLogs,
    CostAnomalyCause,

    /// <summary>A machine about which GuardDuty says that it mines.</summary>
    ThreatOnHost,

    /// <summary>The one value of a tag of owners that costs anything.</summary>
    CostOfOwner,

    /// <summary>A working sensor of a version that no other live machine has.</summary>
    OutdatedSensor,

    /// <summary>The first volume of a machine that is older than the default of encrypting.</summary>
    UnencryptedVolume,

    /// <summary>A snapshot of an image that everybody may copy.</summary>
    PublicSnapshot,

    /// <summary>A user or role that can make itself an administrator by one more step.</summary>
    EscalationPath,

    /// <summary>A repository whose images neither ECR nor Inspector scans.</summary>
    UnscannedRepository,
}
