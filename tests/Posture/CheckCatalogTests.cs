using Raposa.Collection.Sources;
using Raposa.Detection;
using Raposa.Incidents;

namespace Raposa.Posture;

public class CheckCatalogTests
{
    private static readonly Check Right = new()
    {
        Id = "s3.test", Title = "It is so.", Severity = Severity.Low, Risk = "It does harm.", Remediation = "Mend it.", Owner = "Somebody.",
        Kind = SubjectKind.Resource, Source = "aws_s3_bucket", Reads = ["aws_s3_bucket.Name"], Controls = [Controls.Cis("3.1.4")], Judge = _ => null,
    };

    [Fact]
    public void A_right_declaration_is_taken() => Assert.Single(new CheckCatalog([Right], SourceCatalog.Platform).All);

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var wrong = Right with
        {
            Id = "S3-test", Title = "It is so", Source = "aws_s3_bukket", Reads = ["aws_s3_bukket.Name"], Controls = [Controls.Cis("99.1")],
        };

        var refused = Assert.Throws<InvalidOperationException>(() => new CheckCatalog([Right, Right, wrong], SourceCatalog.Platform));

        Assert.Contains("S3-test: an id is a service, a dot and words", refused.Message, StringComparison.Ordinal);
        Assert.Contains("S3-test: its title is not a sentence", refused.Message, StringComparison.Ordinal);
        Assert.Contains("S3-test: there is no source 'aws_s3_bukket'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("S3-test: there is no control cis-aws-7.0 99.1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("s3.test: there are 2 of this id", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_automated_recommendation_of_CIS_has_a_check()
    {
        var automated = CisControls.All.Where(control => control.Assessment == Assessment.Automated).Select(control => control.Id).ToList();
        var checkedOnes = CheckCatalog.Platform.All.SelectMany(check => check.Controls).Where(control => control.Framework == Frameworks.Cis).Select(control => control.Control);

        Assert.Equal(34, automated.Count);
        Assert.Empty(automated.Except(checkedOnes));
    }

    [Fact]
    public void What_a_framework_has_assessed_by_what_is_collected_has_a_check() =>
        Assert.Empty(
            from framework in Frameworks.All
            from control in framework.Controls
            where control.Assessment == Assessment.Automated && ControlEvidence.Of(framework, control, CheckCatalog.Platform).Checks.IsEmpty
            select $"{framework.Id} {control.Id}");

    [Fact]
    public void A_control_that_is_watched_names_rules_that_there_are() =>
        Assert.Empty(MonitoredControls.Rules.Values.SelectMany(rules => rules).Except(Catalogue.Embedded.Definitions.Select(rule => rule.Id)));
}
