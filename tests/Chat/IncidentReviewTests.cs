using System.Collections.Immutable;
using System.Globalization;
using Raposa.Chat.Reviews;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Network;

namespace Raposa.Chat;

/// <summary>What stands in a review, and what is left of one that a model wrote.</summary>
public sealed class IncidentReviewTests
{
    private const string Actor = "arn:aws:iam::900100200301:user/rita.campos";
    private static readonly DateTimeOffset At = new(2026, 11, 24, 3, 12, 0, TimeSpan.Zero);

    [Fact]
    public void A_record_names_the_resources_that_its_call_was_about_and_the_key_that_made_it()
    {
        var resources = EventResources.In("""
            {"userIdentity":{"type":"IAMUser","userName":"rita.campos","accessKeyId":"AKIAEXAMPLE00000001"},
             "requestParameters":{"instancesSet":{"items":[{"instanceId":"i-0a1b2c3d4e5f60718"}]},"groupId":"sg-0123456789abcdef0","description":"userName"},
             "responseElements":{"accessKey":{"accessKeyId":"AKIAEXAMPLE00000002","userName":"backup"}}}
            """);

        Assert.Equal(
            [
                new(ResourceKind.AccessKey, "AKIAEXAMPLE00000001"), new(ResourceKind.Instance, "i-0a1b2c3d4e5f60718"),
                new(ResourceKind.SecurityGroup, "sg-0123456789abcdef0"), new(ResourceKind.AccessKey, "AKIAEXAMPLE00000002"), new(ResourceKind.User, "backup"),
            ],
            resources.ToList());
        Assert.Empty(EventResources.In("not json"));
    }

    [Fact]
    public void A_review_without_a_model_has_every_part_and_every_sentence_of_it_holds()
    {
        var material = Material();
        var evidence = material.ToEvidence();
        var review = ReviewComposer.Compose(material, evidence);

        var verifier = new AnswerVerifier(evidence, material.Incident.Title);
        var lines = review.Summary.Concat(review.Story).Concat(review.BlastRadius).Concat(review.CheckNext).Concat(review.Remediation).ToList();
        Assert.DoesNotContain(lines.Select(line => (line, verifier.Check(line).Reason)), one => one.Reason is not null);
        Assert.StartsWith("T1078.004, 2026-11-24T03:12:00Z: rita.campos signed in without MFA", review.Story[0], StringComparison.Ordinal);
        Assert.StartsWith("T1098.001, 2026-11-24T03:20:00Z", review.Story[1], StringComparison.Ordinal);
        Assert.Contains(review.BlastRadius, line => line.StartsWith("By network: i-0a1b2c3d4e5f60718 reaches 2 hosts [", StringComparison.Ordinal));
        Assert.Contains(review.BlastRadius, line => line.Contains("rita.campos may make herself an administrator", StringComparison.Ordinal));
        Assert.Contains(review.CheckNext, line => line.Contains("198.51.100.23", StringComparison.Ordinal));
        // What gives access comes before what runs.
        Assert.True(Position(review.Remediation, "AKIAEXAMPLE00000002") < Position(review.Remediation, "i-0a1b2c3d4e5f60718"));
        Assert.All(review.Remediation, line => Assert.Matches(@"\[\d+\]", line));
    }

    [Fact]
    public void What_is_not_known_of_the_network_is_said_and_not_taken_for_nothing()
    {
        var material = Material() with { Reaches = [("i-0a1b2c3d4e5f60718", Reach(interfaces: 0))] };

        var review = ReviewComposer.Compose(material, material.ToEvidence());

        Assert.Contains(review.BlastRadius, line => line.StartsWith("By network: no network was collected, so what i-0a1b2c3d4e5f60718 reaches is not known [", StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_of_remediation_that_names_no_resource_is_left_out_and_a_part_that_is_missing_is_composed()
    {
        var material = Material();
        var evidence = material.ToEvidence();
        var composed = ReviewComposer.Compose(material, evidence);

        var (review, struck) = ReviewText.Read(
            "## Summary\n- rita.campos was taken over [1].\n\n## Remediation\n1. Rotate all credentials [1].\n- [ ] Delete the key AKIAEXAMPLE00000002 [3].\n- Train people about T1078.004 [2].\n",
            composed, evidence, []);

        Assert.Equal(["rita.campos was taken over [1]."], review.Summary.ToList());
        Assert.Equal(["Delete the key AKIAEXAMPLE00000002 [3]."], review.Remediation.ToList());
        Assert.Equal(2, struck);
        Assert.Equal(["Attack story", "Blast radius", "Check next"], review.Composed.ToList());
        Assert.Equal(composed.Story.ToList(), review.Story.ToList());
    }

    [Fact]
    public void What_a_review_says_is_read_back_as_it_was()
    {
        var material = Material();
        var evidence = material.ToEvidence();
        var composed = ReviewComposer.Compose(material, evidence);

        var (review, struck) = ReviewText.Read(ReviewText.Write(composed), composed with { Story = ["another"] }, evidence, ["backup"]);

        Assert.Equal((0, 0), (struck, review.Composed.Length));
        Assert.Equal(composed.Story.ToList(), review.Story.ToList());
        Assert.Equal(composed.Remediation.ToList(), review.Remediation.ToList());
    }

    [Fact]
    public void The_same_evidence_seen_again_is_the_same_and_another_event_is_not()
    {
        var material = Material();
        var later = material with { Findings = [.. material.Findings.Select(finding => finding with { LastSeenAt = finding.LastSeenAt.AddHours(1) })] };
        var more = material with { Events = material.Events.RemoveAt(0) };

        Assert.Equal(Hash(material), Hash(later));
        Assert.NotEqual(Hash(material), Hash(more));
    }

    private static string Hash(ReviewMaterial material) => ReviewMaterial.HashOf(material.ToEvidence(), "review.v1");

    private static int Position(ImmutableArray<string> lines, string name) => lines.ToList().FindIndex(line => line.Contains(name, StringComparison.Ordinal));

    private static ReviewMaterial Material() => new()
    {
        Incident = new()
        {
            Id = Guid.Parse("0198f0aa-0000-7000-8000-000000000001"), Title = "rita.campos: sign-in without MFA, then a new access key", Severity = Severity.High,
            Status = IncidentStatus.Open, Actor = Actor, AccountIds = ["900100200301"], SourceIps = ["198.51.100.23"], Techniques = ["T1078.004", "T1098.001"],
            FirstEventAt = At, LastEventAt = At.AddMinutes(20), OpenedAt = At, UpdatedAt = At.AddMinutes(20), HitCount = 3,
        },
        Events =
        [
            (Entry(0, "T1078.004", "Sign-in without MFA", "ConsoleLogin", "rita.campos signed in without MFA from 198.51.100.23."), []),
            (Entry(8, "T1098.001", "Access key for another user", "CreateAccessKey", "rita.campos made an access key for backup."),
                [new(ResourceKind.User, "backup"), new(ResourceKind.AccessKey, "AKIAEXAMPLE00000002")]),
            (Entry(20, "T1578.002", "Instance started", "RunInstances", "rita.campos started an instance."), [new(ResourceKind.Instance, "i-0a1b2c3d4e5f60718")]),
        ],
        Reaches = [("i-0a1b2c3d4e5f60718", Reach(interfaces: 40))],
        Findings =
        [
            new()
            {
                Id = Guid.Parse("0198f0aa-0000-7000-8000-0000000000f1"), Fingerprint = "iam.escalation:rita", Kind = "iam.escalation", Severity = Severity.High,
                Status = FindingStatus.Open, Title = "rita.campos may make herself an administrator", Detail = "By iam:PutUserPolicy.", AccountId = "900100200301",
                Subject = Actor, EvidenceJson = "{}", FirstSeenAt = At, LastSeenAt = At, ChangedAt = At,
            },
        ],
    };

    private static NetworkReach Reach(int interfaces) => new()
    {
        Basis = new() { AsOf = At, Snapshots = [], Interfaces = interfaces, Unknown = [] },
        Reached = interfaces == 0 ? [] : [new("i-0a1b2c3d4e5f60718", 0), new("i-0b00000000000001a", 1), new("i-0b00000000000002b", 2)],
    };

    private static TimelineEntry Entry(int minutes, string technique, string rule, string call, string summary) => new()
    {
        At = At.AddMinutes(minutes), RuleId = rule, RuleTitle = rule, Severity = Severity.High, Techniques = [technique],
        EventId = string.Create(CultureInfo.InvariantCulture, $"0198f0aa-0000-7000-8000-00000000e0{minutes:00}"), EventName = call, EventSource = "iam.amazonaws.com",
        AccountId = "900100200301", Region = "eu-west-1", SourceIp = "198.51.100.23", Summary = summary,
    };
}
