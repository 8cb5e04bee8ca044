using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Estate.Identity;

/// <summary>Policies as documents.</summary>
internal static class PolicyTexts
{
    public const string Administrator = "arn:aws:iam::aws:policy/AdministratorAccess", PowerUser = "arn:aws:iam::aws:policy/PowerUserAccess",
        ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess", SecurityAudit = "arn:aws:iam::aws:policy/SecurityAudit",
        Billing = "arn:aws:iam::aws:policy/job-function/Billing", Ssm = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
        EksNode = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy", EcrRead = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly",
        Backup = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup";

    public static readonly string[] Aws = [Administrator, PowerUser, ReadOnly, SecurityAudit, Billing, Ssm, EksNode, EcrRead, Backup];

    public static JsonObject Of(string arn) => arn switch
    {
        Administrator => Allow("*", "*"),
        PowerUser => new()
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(
                new JsonObject { ["Effect"] = "Allow", ["NotAction"] = Json.Texts("iam:*", "organizations:*", "account:*"), ["Resource"] = "*" },
                new JsonObject { ["Effect"] = "Allow", ["Action"] = Json.Texts("iam:CreateServiceLinkedRole", "iam:ListRoles", "organizations:DescribeOrganization"), ["Resource"] = "*" }),
        },
        ReadOnly => Allow("*", "ec2:Describe*", "s3:Get*", "s3:List*", "iam:Get*", "iam:List*", "rds:Describe*"),
        SecurityAudit => Allow("*", "access-analyzer:List*", "cloudtrail:Describe*", "guardduty:Get*", "guardduty:List*", "iam:Get*", "iam:List*", "s3:GetBucket*"),
        Billing => Allow("*", "aws-portal:*Billing", "ce:*", "budgets:*"),
        Ssm => Allow("*", "ssm:UpdateInstanceInformation", "ssmmessages:*", "ec2messages:*"),
        EksNode => Allow("*", "ec2:DescribeInstances", "ec2:DescribeRouteTables", "ec2:DescribeSubnets", "eks:DescribeCluster"),
        EcrRead => Allow("*", "ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
        _ => Allow("*", "ec2:CreateSnapshot", "rds:CreateDBSnapshot", "backup:*"),
    };

    public static JsonObject Allow(string resource, params string[] actions) => new()
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(new JsonObject { ["Effect"] = "Allow", ["Action"] = actions is [var one] ? one : Json.Texts(actions), ["Resource"] = resource }),
    };

    public static JsonObject TrustService(string service) => Trust(new() { ["Service"] = service }, "sts:AssumeRole", null);

    /// <param name="externalId">Null for a trust without the condition.</param>
    public static JsonObject TrustPrincipal(string principal, string? externalId) => Trust(
        new() { ["AWS"] = principal }, "sts:AssumeRole", externalId is null ? null : new() { ["StringEquals"] = new JsonObject { ["sts:ExternalId"] = externalId } });

    public static JsonObject TrustGitHub(string account, string repository) => Trust(
        new() { ["Federated"] = $"arn:aws:iam::{account}:oidc-provider/token.actions.githubusercontent.com" }, "sts:AssumeRoleWithWebIdentity",
        new()
        {
            ["StringEquals"] = new JsonObject { ["token.actions.githubusercontent.com:aud"] = "sts.amazonaws.com" },
            ["StringLike"] = new JsonObject { ["token.actions.githubusercontent.com:sub"] = $"repo:{repository}:*" },
        });

    public static JsonObject TrustSaml(string account) => Trust(
        new() { ["Federated"] = $"arn:aws:iam::{account}:saml-provider/AWSSSO_3f1c9a70e2b8d465_DO_NOT_DELETE" }, "sts:AssumeRoleWithSAML",
        new() { ["StringEquals"] = new JsonObject { ["SAML:aud"] = "https://signin.aws.amazon.com/saml" } });

    private static JsonObject Trust(JsonObject principal, string action, JsonObject? condition) => new()
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(new JsonObject { ["Effect"] = "Allow", ["Principal"] = principal, ["Action"] = action }.With("Condition", condition)),
    };
}
