using System.Globalization;
using Raposa.Demo;
using Raposa.DemoWorld;
using Raposa.DemoWorld.Estate;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.DemoWorld.Estate.Money;

namespace Raposa.Views;

/// <summary>
/// Of each view what is planted in the demo's world that it must answer: rows that must be there, by the columns that name them. The values come
/// from the answer sheet and the estate's own builders, and none from what the platform says.
/// </summary>
internal static class PlantedAnswers
{
    public static IReadOnlyDictionary<string, Func<DemoAnswers, IEnumerable<PlantedAnswer>>> All { get; } = new Dictionary<string, Func<DemoAnswers, IEnumerable<PlantedAnswer>>>
    {
        ["access_key"] = demo => OldKeys(demo).Select(one => Yes(("account_id", one.Account), ("access_key_id", one.Key), ("user_name", one.User), ("age_days", one.Days))),
        ["active_threat_on_live_host"] = demo => demo.Planted[PlantedKind.ThreatOnHost].Select(fact =>
            Yes(("account_id", fact.Account), ("region", fact.Region), ("instance_id", fact.Resource), ("vendor", "guardduty"), ("severity", "high"))),
        ["attack_path_to_administrator"] = demo => demo.Planted[PlantedKind.EscalationPath].Select(fact => Yes(("account_id", fact.Account), ("name", fact.Resource))),
        ["bucket_encryption"] = demo => demo.Planted[PlantedKind.UnencryptedBucket].Select(fact => No(("account_id", fact.Account), ("bucket", fact.Resource), ("encryption", "none"))),
        ["bucket_public_in_last_30_days"] = demo => demo.Planted[PlantedKind.PublicBucket].Select(fact => Yes(("account_id", fact.Account), ("bucket", fact.Resource), ("exposure", "read"), ("is_public_now", "true"))),
        ["certificate_rotation_readiness"] = demo => demo.Planted[PlantedKind.OutdatedSensor].Select(fact => No(("account_id", fact.Account), ("resource", fact.Resource), ("version", "7.21.17405.0"))),
        ["check_summary"] = demo => demo.Planted[PlantedKind.RootWithoutMfa].Select(fact => No(("account_id", fact.Account), ("check_id", "iam.root_mfa"), ("failed", "1"))),
        ["compliance_by_framework"] = _ => [No(("framework", "cis-aws-7.0"), ("accounts", "3"))],
        ["control"] = demo => demo.Planted[PlantedKind.RootWithoutMfa].Select(_ => No(("framework", "cis-aws-7.0"), ("control", "2.5"))),
        ["cost_anomaly"] = demo => [Yes(("account_id", WorldFixture.Production), ("first_day", "2026-03-10"), ("driver", "EUC1-BoxUsage:p4d.24xlarge"), ("cause_event", "RunInstances"), ("names_driver", "true"))],
        ["cost_by_owner"] = demo => demo.Planted[PlantedKind.CostOfOwner].Select(fact => Yes(("account_id", fact.Account), ("tag", fact.Note), ("owner", fact.Resource), ("cost", GpuCost(demo, fact)))),
        ["coverage_over_time"] = demo => [Any(("live", Count(Running(demo, DemoAnswers.ReadEarly)))), Any(("live", Count(Running(demo, DemoAnswers.ReadLate))))],
        ["dangling_name"] = demo => demo.Planted[PlantedKind.DanglingName].Select(fact => Yes(("name", fact.Resource))),
        ["detection_service_coverage"] = demo => demo.Planted[PlantedKind.ThreatOnHost].Select(fact => No(("account_id", fact.Account), ("region", fact.Region), ("guardduty", "enabled"))),
        ["dormant_administrator"] = demo => demo.Planted[PlantedKind.DormantAdministrator].Select(fact =>
            Yes(("account_id", fact.Account), ("name", fact.Resource), ("days_idle", Days(DemoAnswers.Late - DateTimeOffset.ParseExact(fact.Note, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).Add(WorldFixture.Anchor.TimeOfDay))))),
        ["drift_of_last_day"] = demo => demo.Planted[PlantedKind.PublicBucket].Where(fact => fact.Note == "opened").Select(fact => Yes(("account_id", fact.Account), ("source", "aws_s3_bucket"), ("resource", fact.Resource), ("change", "changed"))),
        ["ecr_scan_coverage"] = demo => demo.Planted[PlantedKind.UnscannedRepository].Select(fact => No(("account_id", fact.Account), ("region", fact.Region), ("repository", fact.Resource), ("inspector_status", "INACTIVE"))),
        ["exposed_instance_by_inner_reach"] = demo => demo.Planted[PlantedKind.SevereFindingWithoutSensor].Where(fact => fact.Note == PetCatalog.VendorJump)
            .Select(fact => Yes(("account_id", fact.Account), ("region", fact.Region), ("instance_id", fact.Resource), ("is_everyone", "true"), ("sensor", "unprotected"))),
        ["host_patching"] = demo => demo.Planted[PlantedKind.SevereFindingWithoutSensor].Select(fact => No(("account_id", fact.Account), ("instance_id", fact.Resource))),
        ["incident"] = _ => [Yes(("actor", DemoAnswers.Thief), ("state", "open"), ("severity", "high"), ("accounts", WorldFixture.Production))],
        ["network_without_flow_logs"] = demo => demo.Planted[PlantedKind.NoFlowLogs].Select(fact => Yes(("account_id", fact.Account), ("region", fact.Region), ("vpc_id", fact.Resource))),
        ["open_finding_by_severity_and_owner"] = demo => demo.Planted[PlantedKind.RootWithoutMfa].Select(_ => Yes(("severity", "critical"), ("owner", "Whoever looks after the account."), ("kind", "posture"))),
        ["open_ingress_on_production"] = demo => demo.Planted[PlantedKind.OpenIngress].Where(fact => fact.Account == WorldFixture.Production).Select(fact => Yes(("account_id", fact.Account), ("region", fact.Region), ("group_id", fact.Resource))),
        ["outside_trust"] = demo => demo.Planted[PlantedKind.VendorWithoutExternalId].Select(fact => Yes(("account_id", fact.Account), ("role_arn", $"arn:aws:iam::{fact.Account}:role/{fact.Resource}"), ("kind", "iam.role_trust_external_id"))),
        ["public_bucket"] = demo => demo.Planted[PlantedKind.PublicBucket].Select(fact => Yes(("account_id", fact.Account), ("bucket", fact.Resource), ("exposure", "read"))),
        ["public_database"] = demo => demo.Planted[PlantedKind.PublicDatabase].Select(fact => Yes(("account_id", fact.Account), ("region", fact.Region), ("resource", fact.Resource), ("kind", "rds.instance_public"))),
        ["public_image_or_snapshot"] = demo => demo.Planted[PlantedKind.PublicSnapshot].Select(fact => Yes(("account_id", fact.Account), ("region", fact.Region), ("resource", fact.Resource))),
        ["resource_of_note"] = demo =>
        [
            .. demo.Planted[PlantedKind.PublicBucket].Select(fact => Yes(("account_id", fact.Account), ("kind", "S3 bucket"), ("resource", fact.Resource), ("arn", $"arn:aws:s3:::{fact.Resource}"))),
            .. demo.Planted[PlantedKind.SevereFindingWithoutSensor].Where(fact => fact.Note == PetCatalog.VendorJump).Select(fact => Yes(
                ("account_id", fact.Account), ("region", fact.Region), ("kind", "EC2 instance"), ("resource", fact.Resource), ("is_exposed", "true"), ("sensor", "unprotected"), ("name", fact.Note))),
            .. demo.Planted[PlantedKind.PublicDatabase].Select(fact => Yes(("account_id", fact.Account), ("region", fact.Region), ("kind", "RDS database"), ("resource", fact.Resource))),
            .. demo.Planted[PlantedKind.DormantAdministrator].Select(fact => Yes(("account_id", fact.Account), ("name", fact.Resource))),
        ],
        ["sensor_coverage"] = demo => [Any(("dimension", "cluster"), ("value", "corvina-prod"), ("live", Count(Nodes(demo))))],
        ["sensor_version_by_cluster"] = demo => [Yes(("cluster", "corvina-prod"), ("of_hosts", Count(Nodes(demo))))],
        ["sensor_version_by_role"] = demo => demo.Planted[PlantedKind.OutdatedSensor].Select(_ => Yes(("role", "snowflake"), ("sensor_version", "7.21.17405.0"), ("hosts", "1"))),
        ["sensor_version_by_snowflake"] = demo => demo.Planted[PlantedKind.OutdatedSensor].Select(_ => Yes(("snowflake", "snowflake"), ("sensor_version", "7.21.17405.0"), ("hosts", "1"))),
        ["severe_unprotected_production_host"] = demo => demo.Planted[PlantedKind.SevereFindingWithoutSensor].Select(fact => Yes(("account_id", fact.Account), ("region", fact.Region), ("instance_id", fact.Resource), ("name", fact.Note))),
        ["source_coverage"] = _ => [Unknown(("account_id", WorldFixture.Staging), ("region", DemoAnswers.BrokenRegion), ("source", DemoAnswers.Broken), ("state", "unknown"))],
        ["unencrypted_database"] = demo => demo.Planted[PlantedKind.UnencryptedDatabase].Select(fact => Yes(("account_id", fact.Account), ("region", fact.Region), ("resource", fact.Resource))),
        ["unencrypted_database_behind_name"] = demo => demo.Planted[PlantedKind.UnencryptedDatabaseBehindName]
            .Select(fact => Yes(("account_id", fact.Account), ("region", fact.Region), ("name", fact.Resource), ("database", fact.Note))),
        ["unencrypted_volume"] = demo => demo.Planted[PlantedKind.UnencryptedVolume].Where(fact => (fact.Account, fact.Region) != (WorldFixture.Staging, DemoAnswers.BrokenRegion)).Select(fact => Yes(("account_id", fact.Account), ("region", fact.Region), ("resource", fact.Resource))),
        ["unprotected_host"] = demo => demo.Planted[PlantedKind.HostWithoutSensor].Concat(demo.Planted[PlantedKind.SilentSensor]).Concat(demo.Planted[PlantedKind.ReducedSensor])
            .Select(fact => Yes(("account_id", fact.Account), ("region", fact.Region), ("instance_id", fact.Resource))),
        ["unwatched_trail"] = _ => [Unknown(("account_id", WorldFixture.Production), ("kind", "cloudtrail.watched"))],
        ["user_without_mfa"] = demo => demo.Planted[PlantedKind.PasswordWithoutMfa].Concat(demo.Planted[PlantedKind.RootWithoutMfa]).Select(fact => Yes(("account_id", fact.Account), ("name", fact.Resource))),
        ["vendor_schema_drift"] = _ => [Yes(("source", "crowdstrike_host"), ("path", DemoAnswers.RenamedField), ("change", "renamed"), ("renamed_to", DemoAnswers.NewName))],
        ["warp_device"] = _ => Corvina.Staff.Where((_, index) => index % 5 == 0).Select(person => No(("name", $"CORV-{person.Name.Split('.')[1].ToUpperInvariant()}"), ("client_version", "2024.9.346.0"), ("newest_version", "2025.2.600.0"))),
    };

    private static IEnumerable<(string Account, string Key, string User, string Days)> OldKeys(DemoAnswers demo) =>
        from fact in demo.Planted[PlantedKind.DormantAdministrator]
        from key in demo.Company.Account(fact.Account)!.Identity.Users.Single(user => user.Name == fact.Resource).Keys
        select (fact.Account, key.Id, fact.Resource, Days(DemoAnswers.Late - key.CreatedAt));

    private static IEnumerable<Instance> Running(DemoAnswers demo, DateTimeOffset at) =>
        demo.Company.Accounts.SelectMany(account => account.Regions).SelectMany(region => new EstateMoment(demo.Company, at).Instances(region)).Where(machine => machine.StateAt(at) == InstanceState.Running);

    private static IEnumerable<Instance> Nodes(DemoAnswers demo) => Running(demo, DemoAnswers.ReadLate).Where(machine => machine.Fleet.Cluster == "corvina-prod");

    private static string Count(IEnumerable<Instance> machines) => machines.Count().ToString(CultureInfo.InvariantCulture);

    // Bills come eight hours late.
    private static string GpuCost(DemoAnswers demo, PlantedFact fact)
    {
        var region = demo.Company.Account(fact.Account)!.Region(fact.Region)!;
        var hours = Enumerable.Range(0, 8).Select(back => new DateTimeOffset(DemoAnswers.ReadLate.UtcDateTime.Date, TimeSpan.Zero).AddDays(-back))
            .Sum(day => CostBook.GpuHours(region, day, DemoAnswers.ReadLate.AddHours(-8)));
        return Math.Round(CostBook.GpuCost(hours), 2).ToString("F2", CultureInfo.InvariantCulture);
    }

    private static string Days(TimeSpan span) => ((int)span.TotalDays).ToString(CultureInfo.InvariantCulture);

    private static PlantedAnswer Yes(params (string, string)[] columns) => new("yes", columns);

    private static PlantedAnswer No(params (string, string)[] columns) => new("no", columns);

    /// <summary>A figure, whose row may say that some of it is unknown.</summary>
    private static PlantedAnswer Any(params (string, string)[] columns) => new(null, columns);

    private static PlantedAnswer Unknown(params (string, string)[] columns) => new("unknown", columns);
}

/// <summary>A row that must be there.</summary>
/// <param name="Answer">Null: any.</param>
internal sealed record PlantedAnswer(string? Answer, params (string Column, string Value)[] Columns)
{
    public bool IsIn(IReadOnlyDictionary<string, string?> row) => (Answer is null || row["answer"] == Answer) && Columns.All(one => row[one.Column] == one.Value);

    public override string ToString() => $"{Answer}: {string.Join(", ", Columns.Select(one => $"{one.Column}={one.Value}"))}";
}
