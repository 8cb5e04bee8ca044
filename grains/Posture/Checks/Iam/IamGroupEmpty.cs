using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamGroupEmpty
{
    public static readonly Check Check = new()
    {
        Id = "iam.group_empty",
        Title = "A group has a user.",
        Severity = Severity.Informational,
        Risk = "A group that nobody is in is forgotten with its permissions, until somebody is put into it.",
        Remediation = "Delete the group.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_group",
        Reads = ["aws_iam_group.GroupName", "aws_iam_user.GroupList", "aws_iam_user.GroupList[]"],
        Controls = [.. LeastPrivilege],
        Judge = look => look["GroupName"] is var name && name.IsSet() is var known && known.IsYes
            ? look.All("aws_iam_user").Any(user => user["GroupList"].Any(one => one.Is(name.Text!))).Judge("Somebody is in it.", "Nobody is in it.")
            : look["GroupName"].IsSet().Judge("", "It has no name."),
    };
}
