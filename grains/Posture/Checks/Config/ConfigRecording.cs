using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class ConfigRecording
{
    public static readonly Check Check = new()
    {
        Id = "config.recording",
        Title = "AWS Config records each region.",
        Severity = Severity.Low,
        Risk = "How a resource was set before an incident can be asked of nobody at AWS.",
        Remediation = "Switch the recorder on in each region, for every kind of resource.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Region,
        Source = "aws_config_recorder",
        Reads =
        [
            "aws_config_recorder.recordingGroup.allSupported",
            "aws_config_recorder.DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus",
            "aws_config_recorder.DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus[].recording",
        ],
        Controls = [Cis("4.3"), .. Configuration],
        Judge = look => look.Here("aws_config_recorder").Any(recorder => recorder["recordingGroup.allSupported"].IsTrue()
                & recorder["DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus"].Any(status => status["recording"].IsTrue()))
            .Judge("It is recorded.", "It is not recorded, or not every kind of resource."),
    };
}
