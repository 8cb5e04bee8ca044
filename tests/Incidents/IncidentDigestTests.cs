namespace Raposa.Incidents;

public class IncidentDigestTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_is_called_after_the_first_of_the_strongest_rules_and_the_actor()
    {
        var digest = Of(Rule("Looked around", Severity.Low, 0), Rule("Stopped logging", Severity.High, 3), Rule("Made an administrator", Severity.High, 2));

        Assert.Equal("Made an administrator: ann", digest.Title);
    }

    [Fact]
    public void It_is_as_severe_as_its_strongest_evidence()
    {
        var digest = Of(Rule("Looked around", Severity.Low, 0, "T1580"), Rule("Stopped logging", Severity.Critical, 3, "T1562.008"));

        Assert.Equal((Severity.Critical, "as severe as 'Stopped logging'"), (digest.Severity, digest.SeverityReason));
        Assert.Equal(["T1562.008", "T1580"], digest.Techniques.AsEnumerable());
    }

    [Fact]
    public void Three_medium_rules_of_three_techniques_make_it_high()
    {
        var digest = Of(
            Rule("A", Severity.Medium, 0, "T1087.004"), Rule("B", Severity.Medium, 1, "T1098.001"), Rule("C", Severity.Medium, 2, "T1136.003"));

        Assert.Equal((Severity.High, "raised: 3 medium rules with 3 techniques"), (digest.Severity, digest.SeverityReason));
    }

    [Fact]
    public void One_rule_with_many_techniques_does_not_raise_it() =>
        Assert.Equal(Severity.Medium, Of(Rule("A", Severity.Medium, 0, "T1078.004", "T1098", "T1556")).Severity);

    [Fact]
    public void Many_rules_of_one_technique_do_not_raise_it() => Assert.Equal(
        Severity.Medium,
        Of(Rule("A", Severity.Medium, 0, "T1098"), Rule("B", Severity.Medium, 1, "T1098"), Rule("C", Severity.Medium, 2, "T1098")).Severity);

    [Fact]
    public void Weak_rules_raise_nothing() => Assert.Equal(
        Severity.Medium,
        Of(Rule("A", Severity.Medium, 0, "T1098"), Rule("B", Severity.Low, 1, "T1087"), Rule("C", Severity.Low, 2, "T1580")).Severity);

    private static IncidentDigest Of(params RuleEvidence[] rules) => IncidentDigest.Of("ann", rules, new TriageOptions());

    private static RuleEvidence Rule(string title, Severity severity, double hours, params string[] techniques) =>
        new(title, title, severity, [.. techniques], Noon.AddHours(hours));
}
