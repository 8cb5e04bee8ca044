namespace Raposa.Collection.Sources.Aws;

internal static class EksNodegroup
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_eks_nodegroup",
        Description = "A group of nodes of a Kubernetes cluster.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(15, 5, 60),
        Read = new AwsRead
        {
            Parents = [new("eks:ListClusters", "clusters[]") { PageSize = 100 }],
            List = new("eks:ListNodegroups", "nodegroups[]")
            {
                PageSize = 100,
                Arguments = [new("clusterName", "")],
                Absent = ["ResourceNotFoundException"],
            },
            Batch = new("eks:DescribeNodegroup", "nodegroup", Id: "", Size: 1, names => new() { ["nodegroupName"] = names[0] })
            {
                Arguments = [new("clusterName", "")],
                Absent = ["ResourceNotFoundException"],
            },
        },
        Columns =
        [
            new("arn", "nodegroupArn", "Its ARN.", IsKey: true),
            new("name", "nodegroupName", "The name its maker gave it."),
            new("cluster_name", "clusterName", "The cluster it belongs to."),
            new("version", "version", "The version of Kubernetes on its nodes."),
            new("status", "status", "Such as ACTIVE or DEGRADED."),
            new("release_version", "releaseVersion", "The version of its image."),
            new("instance_types", "instanceTypes[]", "The sizes of its nodes.", ColumnType.TextArray),
            new("capacity_type", "capacityType", "ON_DEMAND or SPOT."),
            new("desired_size", "scalingConfig.desiredSize", "How many nodes it should have.", ColumnType.Integer),
            new("autoscaling_groups", "resources.autoScalingGroups[].name", "The autoscaling groups that start its nodes.", ColumnType.TextArray),
            new("node_role", "nodeRole", "The role its nodes act as."),
            new("ssh_key", "remoteAccess.ec2SshKey", "The key that opens its nodes over SSH."),
            new("issues", "health.issues", "What is wrong with it.", ColumnType.Json),
            new("tags", "tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("tags", RedactionPolicies.Tags)],
    };
}
