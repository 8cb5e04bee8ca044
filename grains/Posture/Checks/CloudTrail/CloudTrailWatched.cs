using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class CloudTrailWatched
{
    public static readonly Check Check = new()
    {
        Id = "cloudtrail.watched",
        Title = "The events of each region are read and watched.",
        Severity = Severity.High,
        Risk = "The rules that find an intruder see what arrives, and nothing arrives from there.",
        Remediation = "Let the trail deliver to a bucket that the platform may read, or send it events signed.",
        Owner = "Whoever looks after the logs.",
        Kind = SubjectKind.Region,
        Source = "aws_cloudtrail_log",
        Reads = ["aws_cloudtrail_log.Place"],
        Controls = [.. MonitoredControls.Rules.Keys.Select(Cis), .. Monitoring, .. Activity],
        Judge = look => look.Here("aws_cloudtrail_log").Any(place => place["Place"].IsSet())
            .Judge("Its events are read and watched.", "No trail delivers anything from there that is read."),
    };
}
