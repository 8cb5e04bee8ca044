using System.Text.Json;
using Raposa.Collection.Sources.Aws;
using Raposa.Posture.Reading;
using Raposa.Support;
using Xunit.Abstractions;

namespace Raposa.Posture;

/// <summary>Credential reports that others recorded (cloud-custodian, Apache-2.0; cloudmapper, BSD-3-Clause), read as a collector does and judged.</summary>
public class CredentialReportTests(ITestOutputHelper output)
{
    [SharedDataFact]
    public void Every_recorded_report_is_read_to_its_last_user_and_judged()
    {
        var files = Directory.GetFiles(SharedData.Path("aws", "credential_reports"), "*.csv").Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var csv = File.ReadAllText(file);
            var rows = IamCredentialReport.RowsOf(csv).ToList();
            Assert.Equal(csv.Split('\n').Count(line => line.Trim().Length > 0) - 1, rows.Count);

            var estate = new CollectedEstate(
                PostureCases.AsOf,
                [new("aws_iam_credential_report", PostureCases.Account, null, null)],
                rows.Select(row => new CollectedDocument(
                    "aws_iam_credential_report", PostureCases.Account, null, (string)row["arn"]!, Guid.Empty, "", JsonSerializer.SerializeToElement(row))));
            var outcomes = CheckCatalog.Platform.All
                .Where(check => check.Source == "aws_iam_credential_report" && check.Sources is [_])
                .SelectMany(check => CheckRun.Of(check, CheckCatalog.Platform.Scopes, estate, PostureCases.Account)).ToList();

            Assert.DoesNotContain(outcomes, outcome => outcome.Status == CheckStatus.Unknown);
            Assert.Equal(rows.Count, outcomes.Count(outcome => outcome.Check.Id == "iam.access_key_age"));
            output.WriteLine($"{Path.GetFileName(file)}: {rows.Count} users, {outcomes.Count(outcome => outcome.Status == CheckStatus.Fail)} of {outcomes.Count} verdicts fail");
        });
    }
}
