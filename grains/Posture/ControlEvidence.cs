using System.Collections.Immutable;

namespace Raposa.Posture;

/// <summary>What the platform has to say of a requirement: checks of what is collected, and rules that watch the events.</summary>
/// <param name="Assessment">How it is found out whether it is met: automated, manual or process.</param>
/// <param name="IsDecided">Whether what the checks say decides it; otherwise it is evidence for a person at the most.</param>
internal sealed record ControlEvidence(ImmutableArray<Check> Checks, ImmutableArray<string> Rules, string Assessment, bool IsDecided)
{
    public static ControlEvidence Of(Framework framework, Control control, CheckCatalog catalog)
    {
        var rules = MonitoredControls.RulesOf(framework.Id, control.Id);
        var assessment = rules.IsEmpty ? control.Assessment : Posture.Assessment.Automated;
        return new(
            [.. catalog.All.Where(check => check.Controls.Contains(new(framework.Id, control.Id)))], rules, assessment.ToString().ToLowerInvariant(),
            assessment == Posture.Assessment.Automated);
    }
}
