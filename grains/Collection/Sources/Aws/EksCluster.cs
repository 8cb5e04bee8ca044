namespace Raposa.Collection.Sources.Aws;

internal static class EksCluster
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_eks_cluster",
        Description = "A Kubernetes cluster of EKS.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(15, 5, 60),
        Read = new AwsRead
        {
            List = new("eks:ListClusters", "clusters[]") { PageSize = 100 },
            Batch = new("eks:DescribeCluster", "cluster", Id: "", Size: 1, names => new() { ["name"] = names[0] })
            {
                Absent = ["ResourceNotFoundException"],
            },
        },
        Columns =
        [
            new("arn", "arn", "Its ARN.", IsKey: true),
            new("name", "name", "The name its maker gave it."),
            new("version", "version", "The version of Kubernetes."),
            new("status", "status", "Such as ACTIVE."),
            new("endpoint", "endpoint", "Where its API is."),
            new("is_public", "resourcesVpcConfig.endpointPublicAccess", "Whether its API answers the internet.", ColumnType.Boolean),
            new("is_private", "resourcesVpcConfig.endpointPrivateAccess", "Whether its API answers inside the VPC.", ColumnType.Boolean),
            new("public_cidrs", "resourcesVpcConfig.publicAccessCidrs[]", "Which ranges of the internet it answers.", ColumnType.TextArray),
            new("vpc_id", "resourcesVpcConfig.vpcId", "The VPC it is in."),
            new("subnet_ids", "resourcesVpcConfig.subnetIds[]", "The subnets its control plane reaches into.", ColumnType.TextArray),
            new("security_group_ids", "resourcesVpcConfig.securityGroupIds[]", "The security groups of those interfaces.", ColumnType.TextArray),
            new("cluster_security_group_id", "resourcesVpcConfig.clusterSecurityGroupId", "The security group of its nodes and control plane."),
            new("role_arn", "roleArn", "The role it acts as."),
            new("oidc_issuer", "identity.oidc.issuer", "Who vouches for its service accounts."),
            new("logging", "logging.clusterLogging", "Which of its logs are written.", ColumnType.Json),
            new("encryption", "encryptionConfig", "What of it is encrypted with a key of the account's.", ColumnType.Json),
            new("created_at", "createdAt", "When it was made.", ColumnType.Timestamp),
            new("tags", "tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("tags", RedactionPolicies.Tags)],
    };
}
