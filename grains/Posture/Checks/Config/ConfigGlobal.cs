using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class ConfigGlobal
{
    public static readonly Check Check = new()
    {
        Id = "config.global_resources",
        Title = "AWS Config records IAM in some region.",
        Severity = Severity.Low,
        Risk = "Changes of users, roles and policies are in no history of configuration.",
        Remediation = "Let one recorder include global resource types.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Account,
        Source = "aws_config_recorder",
        Reads =
        [
            "aws_config_recorder.recordingGroup.includeGlobalResourceTypes",
            "aws_config_recorder.DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus",
            "aws_config_recorder.DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus[].recording",
        ],
        Controls = [.. Configuration],
        Judge = look => look.All("aws_config_recorder").Any(recorder => recorder["recordingGroup.includeGlobalResourceTypes"].IsTrue()
                & recorder["DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus"].Any(status => status["recording"].IsTrue()))
            .Judge("A recorder that is on includes global resources.", "No recorder that is on includes global resources."),
    };
}
