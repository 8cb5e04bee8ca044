using System.Collections.Immutable;
using Raposa.Incidents;

namespace Raposa.Findings;

public class PriorityFormulaTests
{
    private const string Kind = "reconciliation.unprotected", Instance = "i-0a1b2c";

    /// <summary>Worked out by hand from the table of docs/findings.md: the product of the weights, in hundredths of 45.</summary>
    [Theory]
    [InlineData(Severity.Critical, "internet", "missing", "production", 100)]
    [InlineData(Severity.Critical, "none", "working", "other", 22)]
    [InlineData(Severity.High, "internet", "missing", "production", 70)]
    [InlineData(Severity.High, "some_addresses", "missing", "other", 35)]
    [InlineData(Severity.Medium, "internet", "working", "admin", 27)]
    [InlineData(Severity.Low, "none", "missing", "other", 7)]
    [InlineData(Severity.Informational, "none", "working", "other", 2)]
    public void The_score_is_the_product_of_what_is_known(Severity severity, string exposure, string sensor, string role, int score)
    {
        var priority = PriorityFormula.Of(severity, Kind, Instance, Facts(exposure, sensor, role));

        Assert.Equal((score, 0), (priority.Score, priority.Unknowns));
        Assert.Equal(["severity", "exposure", "sensor", "role"], priority.Factors.Select(factor => factor.Name));
    }

    [Fact]
    public void Knowing_less_never_lowers_a_score()
    {
        foreach (var severity in Enum.GetValues<Severity>())
        {
            foreach (var facts in AllFacts())
            {
                var known = PriorityFormula.Of(severity, Kind, Instance, facts);
                foreach (var (without, said) in facts.SelectMany(fact => new[]
                    { (facts.Remove(fact), fact), (facts.Replace(fact, fact with { Level = "unknown" }), fact) }))
                {
                    var less = PriorityFormula.Of(severity, Kind, Instance, without);
                    Assert.True(less.Score >= known.Score, $"{severity} without {said.Factor} {said.Level}: {less.Score} < {known.Score}");
                    Assert.Equal("unknown", less.Factors.Single(factor => factor.Name == said.Factor).Level);
                    Assert.True(less.Unknowns >= known.Unknowns);
                }
            }
        }
    }

    [Fact]
    public void Of_two_facts_the_worse_one_counts_and_what_is_known_before_what_is_not()
    {
        var priority = PriorityFormula.Of(
            Severity.High, Kind, Instance,
            [.. Facts("none", "working", "other"), .. Facts("some_addresses", "unknown", "production"), .. Facts("unknown", "missing", "unknown")]);

        Assert.Equal(["high", "unknown", "missing", "production"], priority.Factors.Select(factor => factor.Level));
    }

    [Theory]
    [InlineData("collection.silent", "aws_iam_user/eu-west-1", "not_applicable not_applicable not_applicable")]
    [InlineData("cost.anomaly", "Amazon EC2", "not_applicable not_applicable not_applicable")]
    [InlineData("posture.s3.bucket_versioning", "a-bucket", "unknown not_applicable unknown")]
    [InlineData("posture.iam.user_mfa", "arn:aws:iam::900100200301:user/ann", "not_applicable not_applicable unknown")]
    [InlineData("vendor.inspector", "arn:aws:ec2:eu-west-1:900100200301:instance/i-0a1b2c", "unknown unknown unknown")]
    [InlineData("network.exposed", "reports-db", "unknown not_applicable unknown")]
    public void What_a_thing_cannot_have_is_no_factor_of_it(string kind, string subject, string levels) =>
        Assert.Equal(levels, string.Join(' ', PriorityFormula.Of(Severity.Low, kind, subject, []).Factors.Skip(1).Select(factor => factor.Level)));

    [Fact]
    public void Facts_are_found_however_a_machine_is_named_and_names_of_two_accounts_are_two_things()
    {
        var facts = new ResourceFacts(
        [
            new("900100200301", "i-0a1b2c", "sensor", "missing", "x"),
            new("900100200301", "reports", "role", "production", "x"),
        ]);

        Assert.Single(facts.Of("900100200302", "arn:aws:ec2:eu-west-1:900100200301:instance/i-0a1b2c"));
        Assert.Single(facts.Of("900100200301", "reports"));
        Assert.Empty(facts.Of("900100200302", "reports"));
    }

    private static ImmutableArray<ResourceFact> Facts(string exposure, string sensor, string role) =>
    [
        new(null, Instance, "exposure", exposure, "It was seen."), new(null, Instance, "sensor", sensor, "It was seen."),
        new(null, Instance, "role", role, "It was seen."),
    ];

    private static IEnumerable<ImmutableArray<ResourceFact>> AllFacts() =>
        from exposure in new[] { "internet", "some_addresses", "none", "unknown" }
        from sensor in new[] { "missing", "working", "not_applicable", "unknown" }
        from role in new[] { "admin", "production", "other", "unknown" }
        select Facts(exposure, sensor, role);
}
