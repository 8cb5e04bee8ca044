using System.Collections.Immutable;
using Raposa.DemoWorld.Estate.Network;

namespace Raposa.DemoWorld.Estate.Data;

/// <summary>Every account has an orders database in its home region; production has the old reports' one beside it.</summary>
internal static class DatabaseBuilder
{
    public const string Legacy = "legacy-reports-db", Analytics = "analytics-sandbox";

    public static ImmutableArray<Database> Of(RegionEstate region)
    {
        if (region.Account.Kind == AccountKind.Sandbox || region.Index > 1)
        {
            return [];
        }

        var created = new DateTimeOffset(2023, 6, 2, 9, 14, 55, TimeSpan.Zero);
        Database Make(string name, string engine, string version, string type, int gigabytes, int host, string group = GroupBuilder.Database, bool isPublic = false)
        {
            var subnet = region.Network.Of(isPublic ? SubnetKind.Public : SubnetKind.Data).ElementAt(host % 2);
            return new(
                name, engine, version, type, gigabytes, subnet, subnet.Address(host), region.Id("eni", $"rds/{name}"), [region.Groups[group].Id],
                $"{name}.{region.Ids.Base32(12, "rds", region.Account.Id, region.Name).ToLowerInvariant()}.{region.Name}.rds.amazonaws.com")
            {
                PublicIp = isPublic ? PublicAddresses.Elastic(150 + region.Cell) : null, CreatedAt = created,
            };
        }

        List<Database> all = [Make("orders", "postgres", "16.4", "db.r6g.xlarge", 500, 20) with { IsMultiZone = region.Account.IsProduction, Owner = "orders@corvina.example" }];
        if (region is { Account.IsProduction: true, IsHome: true })
        {
            all.Add(Make("reporting", "postgres", "15.8", "db.r6g.large", 200, 21));
            all.Add(Make(Legacy, "mysql", "5.7.44", "db.m5.large", 100, 22, GroupBuilder.Database) with
            {
                IsEncrypted = false, BackupDays = 0, IsProtected = false, CreatedAt = new(2018, 11, 20, 13, 5, 2, TimeSpan.Zero), Owner = "luis.matos@corvina.example",
            });
        }

        if (region is { Account.Kind: AccountKind.Staging, IsHome: true })
        {
            all.Add(Make(Analytics, "postgres", "14.12", "db.t3.medium", 50, 23, GroupBuilder.Legacy, isPublic: true) with
            {
                IsEncrypted = false, BackupDays = 1, IsProtected = false, Owner = "vera.morais@corvina.example",
            });
        }

        return [.. all];
    }
}
