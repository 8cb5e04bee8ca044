using System.Collections.Immutable;
using Raposa.Chat;
using Raposa.Support;

namespace Raposa.Cost;

public class CostEvidenceTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_day_of_the_bill_is_explained_by_its_anomaly_and_another_day_is_not()
    {
        var organization = PostgresFixture.NewOrganizationId();
        var anomaly = new CostAnomaly
        {
            Id = Guid.NewGuid(), AccountId = "900100200301", Service = "Compute", Currency = "USD", Days = [new(Tuesday, 5949.4125m, 1230.29m, 61.5m, true)],
            Drivers = [new("EUC1-BoxUsage:p4d.24xlarge", "eu-central-1", 4719.1225m, 0)],
            Causes =
            [
                new()
                {
                    EventId = "a294f627", At = Tuesday.AddHours(-5), EventName = "RunInstances", Actor = "nuno", Region = "eu-central-1",
                    Resources = ["i-060af1cc27c0bc267"], Names = "EUC1-BoxUsage:p4d.24xlarge",
                },
            ],
            Snapshots = [], AnalysisId = Guid.NewGuid(), AsOf = Tuesday.AddDays(1), FirstSeenAt = Tuesday.AddDays(1),
        };
        await new CostStore(postgres.Tenants).ReplaceAsync(organization, anomaly.AccountId, new(2026, 3, 1), [anomaly], default);
        var source = new CostEvidence(new(postgres.Tenants));

        var found = Assert.Single(await source.FindAsync(organization, Asked(Tuesday, IntentScope.Cost), "why", default, default));

        Assert.Equal(
            "On 2026-03-10 it cost 5949.41 USD, and 1230.29 were expected. What moved is EUC1-BoxUsage:p4d.24xlarge in eu-central-1. "
            + "nuno called RunInstances on 2026-03-09 at 19:00 UTC (event a294f627), which made i-060af1cc27c0bc267.",
            found.Text);
        Assert.Empty(await source.FindAsync(organization, Asked(Tuesday.AddDays(1), IntentScope.Cost), "why", default, default));
        Assert.Empty(await source.FindAsync(organization, Asked(Tuesday, IntentScope.Network), "why", default, default));
        Assert.Empty(await source.FindAsync(PostgresFixture.NewOrganizationId(), Asked(Tuesday, IntentScope.Cost), "why", default, default));
    }

    private static Intent Asked(DateTimeOffset day, IntentScope scope) => new()
    {
        Kind = IntentKind.Explain, Scopes = [scope], Time = new("that day", day, day.AddDays(1), null), Entities = ImmutableArray<NamedEntity>.Empty,
    };
}
