using System.Globalization;
using System.Text;
using Raposa.Collection.Sources;
using Raposa.Support;

namespace Raposa.Posture;

/// <summary>
/// <c>docs/checks.md</c> is made from the declarations. If a change of them is meant, run the tests once with
/// RAPOSA_UPDATE=1 and commit the file.
/// </summary>
public class ChecksDocumentTests
{
    private static readonly string Document = Path.Combine(Repository.Root, "docs", "checks.md");

    [Fact]
    public void The_document_says_what_the_declarations_say()
    {
        var now = Write(CheckCatalog.Platform);
        if (Environment.GetEnvironmentVariable("RAPOSA_UPDATE") == "1")
        {
            File.WriteAllText(Document, now);
        }

        Assert.Equal(File.ReadAllText(Document), now);
    }

    private static string Write(CheckCatalog catalog)
    {
        var text = new StringBuilder(
            $"""
            # Checks

            What should be so, of each resource, account or region, and what that is evidence for. {catalog.All.Length} checks; made from their
            declarations in `grains/Posture/Checks`.

            A check passes, fails or is *unknown*: what was not collected, was refused or came partial is unknown and never passes, and
            each verdict names the documents, snapshots and places that it was made from. A check that is about nothing in an account says
            nothing there. Of a source that is not wholly known, each of its checks has one more verdict, unknown, on the resource `*`.


            """.ReplaceLineEndings("\n"));
        foreach (var service in catalog.All.GroupBy(check => check.Service))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {service.Key}\n\n| Check | Severity | What should be so | Controls |\n|---|---|---|---|\n");
            foreach (var check in service)
            {
                text.Append(CultureInfo.InvariantCulture, $"| [`{check.Id}`](#{Anchor(check.Id)}) | {check.Severity} | {check.Title} | {ControlsOf(check)} |\n");
            }

            text.Append('\n');
        }

        text.Append("## Each check\n\n");
        foreach (var check in catalog.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"### {check.Id}\n\n{check.Title} *{check.Severity}, {SubjectOf(check)}.*\n\n");
            text.Append(CultureInfo.InvariantCulture, $"- **Risk:** {check.Risk}\n- **Remediation:** {check.Remediation}\n- **Owner:** {check.Owner}\n");
            text.Append(CultureInfo.InvariantCulture, $"- **Reads:** {Show(check.Reads)}\n- **Permissions:** {Show(check.PermissionsFrom(SourceCatalog.Platform))}\n\n");
        }

        text.Append("## Frameworks\n");
        foreach (var framework in Frameworks.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {framework.Title}, {framework.Version}\n\n| Control | | Assessed | Checks |\n|---|---|---|---|\n");
            foreach (var control in framework.Controls)
            {
                var checks = ControlEvidence.Of(framework, control, catalog).Checks.Select(check => check.Id);
                text.Append(CultureInfo.InvariantCulture, $"| {control.Id} | {control.Title} | {AssessmentOf(framework.Id, control)} | {Show(checks)} |\n");
            }
        }

        return text.ToString();
    }

    private static string AssessmentOf(string framework, Control control) =>
        MonitoredControls.RulesOf(framework, control.Id).IsEmpty ? control.Assessment.ToString() : "By our detections";

    private static string SubjectOf(Check check) => check.Kind switch
    {
        SubjectKind.Account => "of an account",
        SubjectKind.Region => "of a region",
        _ => $"of each `{check.Source}`",
    };

    private static string ControlsOf(Check check) => string.Join("; ", check.Controls.GroupBy(control => control.Framework)
        .Select(group => $"{Short(group.Key)} {string.Join(", ", group.Select(control => control.Control))}"));

    private static string Short(string framework) => framework switch
    {
        Frameworks.Cis => "CIS",
        Frameworks.Soc2 => "SOC 2",
        Frameworks.Iso => "ISO",
        Frameworks.Nist => "CSF",
        _ => "PCI",
    };

    private static string Show(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"`{word}`"));

    private static string Anchor(string id) => id.Replace(".", "", StringComparison.Ordinal);
}
