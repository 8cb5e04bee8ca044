using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class Ec2ImageDeprecated
{
    public static readonly Check Check = new()
    {
        Id = "ec2.image_deprecated",
        Title = "An image in use is not out of date.",
        Severity = Severity.Low,
        Risk = "Its maker patches it no more: new machines start with known holes.",
        Remediation = "Build the machines from the image that follows it.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_image",
        Reads = ["aws_ec2_image.DeprecationTime", "aws_ec2_image.State"],
        Controls = [.. Patching],
        Judge = look => (look["State"].Is("available") & !(look["DeprecationTime"].OrUnset().OfTime(time => time <= look.Now)))
            .Judge("Its maker still stands by it.", "Its maker says that it should no longer be used."),
    };
}
