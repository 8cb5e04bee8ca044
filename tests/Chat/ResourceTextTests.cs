using Raposa.Reconciliation;

namespace Raposa.Chat;

/// <summary>Resources and coverage as passages.</summary>
public class ResourceTextTests
{
    private static readonly Dictionary<string, string?> Host = new()
    {
        ["kind"] = "EC2 instance", ["account_id"] = "900100200301", ["region"] = "eu-west-1", ["resource"] = "i-0abc1234", ["name"] = "web-front-1",
        ["arn"] = "arn:aws:ec2:eu-west-1:900100200301:instance/i-0abc1234", ["details"] = "running, m5.large", ["tags"] = "Owner=web, env=prod", ["sensor"] = "matched",
        ["dns_names"] = "shop.corvina.example", ["is_exposed"] = "true", ["ports"] = "tcp/443", ["open_findings"] = "0", ["severity"] = null, ["findings"] = null,
        ["made_at"] = "2026-03-01T10:00:00+00:00", ["as_of"] = "2026-03-14T09:30:00+00:00",
    };

    [Fact]
    public void A_resource_says_what_it_is_and_what_stands_open_on_it()
    {
        var passage = ResourceText.Of(Host);

        Assert.Equal("i-0abc1234 (web-front-1) is an EC2 instance of account 900100200301 in eu-west-1", passage.Title);
        Assert.Equal(
            """
            ARN: arn:aws:ec2:eu-west-1:900100200301:instance/i-0abc1234.
            It is: running, m5.large.
            Tags: Owner=web, env=prod.
            Falcon sensor: matched.
            Names in DNS that lead to it: shop.corvina.example.
            The internet reaches it on tcp/443.
            No finding is open on it.
            """.ReplaceLineEndings("\n"),
            passage.Body);
        Assert.Equal((EvidenceKind.Resource, "i-0abc1234"), (passage.Kind, passage.SourceId));
    }

    [Fact]
    public void What_stands_open_is_counted_and_named() => Assert.EndsWith(
        "Open findings on it: 2, the worst high. It is open; It is old.",
        ResourceText.Of(new Dictionary<string, string?>(Host) { ["open_findings"] = "2", ["severity"] = "high", ["findings"] = "It is open; It is old" }).Body, StringComparison.Ordinal);

    [Fact]
    public void Another_snapshot_of_the_same_is_the_same_passage() => Assert.Equal(
        PassageText.HashOf(ResourceText.Of(Host)),
        PassageText.HashOf(ResourceText.Of(new Dictionary<string, string?>(Host) { ["as_of"] = "2026-03-15T09:30:00+00:00" })));

    [Fact]
    public void Coverage_names_what_each_figure_is_of()
    {
        var run = new ReconciliationSummary
        {
            RunId = Guid.Parse("00000000-0000-0000-0000-0000000000aa"), AsOf = new(2026, 3, 14, 9, 32, 0, TimeSpan.Zero), Live = 240, Matched = 231, Unprotected = 6, Unknown = 3,
            Idle = 12, Records = 3_000, RecordsMatched = 231, RecordsUnprotected = 2, RecordsStale = 40, RecordsOutOfScope = 2_720, RecordsUnknown = 7,
            Chains =
            [
                new() { AccountId = "900100200301", Source = "aws_ec2_instance", Region = "eu-west-1", SnapshotId = Guid.Empty, SealedAt = new(2026, 3, 14, 9, 30, 0, TimeSpan.Zero), IsComplete = true },
                new() { AccountId = "900100200302", Source = "aws_ec2_instance", Region = "eu-west-1", IsComplete = false },
            ],
        };

        var passage = CoverageText.Of(new(run, "account", [new("900100200301", 200, 199, 1, 0)]));

        Assert.Equal("Sensor coverage: 231 of 240 live instances have a working Falcon sensor (96.25%)", passage.Title);
        Assert.Contains("matched 231 of 240, unprotected 6 of 240, unknown 3 of 240. Stopped or terminated: 12.", passage.Body, StringComparison.Ordinal);
        Assert.Contains("Account 900100200301: matched 199 of 200 (99.5%), unprotected 1, unknown 0.", passage.Body, StringComparison.Ordinal);
        Assert.Contains("It stands on 1 snapshots of 2 collections, 1 of which are not complete.", passage.Body, StringComparison.Ordinal);
        Assert.EndsWith("Not complete: aws_ec2_instance of 900100200302 in eu-west-1, never whole.", passage.Body, StringComparison.Ordinal);
    }
}
