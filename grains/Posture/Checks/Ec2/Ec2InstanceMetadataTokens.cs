using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class Ec2InstanceMetadataTokens
{
    public static readonly Check Check = new()
    {
        Id = "ec2.instance_metadata_tokens",
        Title = "The metadata service of an instance asks for a token.",
        Severity = Severity.High,
        Risk =
            "A web application that can be made to fetch an address gives away the credentials of the instance's role; "
            + "asking for a token first stops that.",
        Remediation = "Set HttpTokens to required once nothing on it reads the metadata without a token: the metric MetadataNoToken says so.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_instance",
        Reads = ["aws_ec2_instance.State.Name", "aws_ec2_instance.MetadataOptions.HttpTokens", "aws_ec2_instance.MetadataOptions.HttpEndpoint"],
        Controls = [Cis("6.7"), .. Workloads],
        Judge = look => look["State.Name"].Is("pending", "running", "stopping", "stopped")
            .When(() => (look["MetadataOptions.HttpTokens"].Is("required") | look["MetadataOptions.HttpEndpoint"].Is("disabled"))
                .Judge("It asks for a token, or does not answer.", "It answers without a token (IMDSv1).")),
    };
}
