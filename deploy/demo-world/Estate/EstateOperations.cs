using Raposa.DemoWorld.Estate.Balancing;
using Raposa.DemoWorld.Estate.Compute;
using Raposa.DemoWorld.Estate.Data;
using Raposa.DemoWorld.Estate.Findings;
using Raposa.DemoWorld.Estate.Identity;
using Raposa.DemoWorld.Estate.Money;
using Raposa.DemoWorld.Estate.Names;
using Raposa.DemoWorld.Estate.Trails;

namespace Raposa.DemoWorld.Estate;

/// <summary>Every read of AWS that the estate answers, by service (botocore's names) and operation.</summary>
internal static class EstateOperations
{
    public static readonly Dictionary<string, Dictionary<string, Func<EstateCall, EstateAnswer>>> All = new(StringComparer.Ordinal)
    {
        ["ec2"] = Ec2Operations.All,
        ["elb"] = ClassicDocuments.All,
        ["elbv2"] = BalancerDocuments.All,
        ["rds"] = DatabaseDocuments.All,
        ["s3"] = BucketDocuments.All,
        ["iam"] = IdentityDocuments.All,
        ["kms"] = KeyDocuments.All,
        ["guardduty"] = GuardDutyDocuments.All,
        ["inspector2"] = InspectorDocuments.All,
        ["securityhub"] = HubDocuments.All,
        ["accessanalyzer"] = AnalyzerDocuments.All,
        ["ecr"] = RegistryDocuments.All,
        ["efs"] = FileSystemDocuments.All,
        ["eks"] = ClusterDocuments.All,
        ["lambda"] = FunctionDocuments.All,
        ["route53"] = ZoneDocuments.All,
        ["cloudfront"] = DistributionDocuments.All,
        ["ce"] = CostDocuments.All,
        ["cloudtrail"] = TrailDocuments.All,
        ["organizations"] = OrganizationDocuments.Organizations,
        ["config"] = OrganizationDocuments.Config,
        ["s3control"] = OrganizationDocuments.StorageControl,
        ["wafv2"] = OrganizationDocuments.Firewalls,
    };

    public static Func<EstateCall, EstateAnswer>? Find(string service, string operation) => All.GetValueOrDefault(service)?.GetValueOrDefault(operation);
}
