using Raposa.Organizations;

namespace Raposa.Ingestion;

public class TrailFindingsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ChainName Chain = new("AWSLogs/", "111111111111", "us-east-2", "main", "us-east-1", IsBackfill: false);
    private static readonly TrailKey Key = new(OrganizationId.Parse("0191f3a0-0000-7000-8000-000000000001"), "111111111111", "us-east-2");

    [Fact]
    public void A_gap_that_grows_stays_the_same_finding_and_one_that_has_ended_says_when()
    {
        var (early, later) = (Of(Noon.AddHours(4), now: Noon.AddHours(4)), Of(Noon.AddHours(5), now: Noon.AddHours(5)));

        Assert.Equal(early with { SeenAt = later.SeenAt }, later);
        Assert.Equal("CloudTrail of 111111111111 in us-east-2 is not proven from 2026-03-01T12:00:00Z on", early.Title);
        Assert.Equal(early.Fingerprint, Of(Noon.AddHours(2), now: Noon.AddHours(4)).Fingerprint);
        Assert.EndsWith("to 2026-03-01T14:00:00Z", Of(Noon.AddHours(2), now: Noon.AddHours(4)).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Gaps_and_tampering_are_alerts_and_an_hour_without_either_is_none()
    {
        var hour = HourCertificates.Of(Key, Noon, [], [], Noon, Noon, Lateness.Usual, Noon);

        Assert.True(Of(Noon.AddHours(1), Noon.AddHours(4)).IsAlert);
        Assert.True(TrailFindings.Tampered(Key, hour with { Tampered = 1 }, [(TrailVerdict.ReSigned, "key", "Reason.")], Noon)!.IsAlert);
        Assert.Null(TrailFindings.Tampered(Key, hour, [], Noon));
    }

    private static Findings.FindingDraft Of(DateTimeOffset to, DateTimeOffset now) =>
        TrailFindings.Gap(new(Chain, Noon, to, "No digest speaks of it."), now);
}
