using Raposa.Posture.Reading;

namespace Raposa.Posture.Iam;

/// <summary>
/// Whether the policy of a resource lets everybody in: a request over HTTPS from somewhere on the internet, by nobody of ours, is
/// decided against it. Conditions on what whoever asks can choose (a referer, a prefix) keep nobody out.
/// </summary>
internal static class PublicPolicy
{
    private static readonly RequestContext Internet = RequestContext.Empty
        .With("aws:SecureTransport", "true")
        .With("aws:SourceIp", "93.184.216.34")
        .With("aws:PrincipalIsAWSService", "false")
        .With("aws:ViaAWSService", "false")
        .Without(
            "aws:SourceVpce", "aws:SourceVpc", "aws:SourceVpcArn", "aws:VpcSourceIp", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalAccount",
            "aws:PrincipalArn", "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList", "aws:SourceArn", "aws:SourceAccount",
            "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceOwner", "aws:userid", "aws:username", "aws:CalledVia", "aws:CalledViaFirst",
            "aws:CalledViaLast", "aws:MultiFactorAuthPresent", "aws:FederatedProvider", "s3:DataAccessPointArn", "s3:DataAccessPointAccount",
            "s3:AccessPointNetworkOrigin", "kms:CallerAccount", "kms:ViaService", "lambda:SourceFunctionArn");

    /// <param name="resources">ARNs that the action may be on.</param>
    public static Answer Lets(PolicyDocument policy, string action, params string[] resources) =>
        Answer.Any(resources.Select(resource => Lets(policy, action, resource)));

    private static Answer Lets(PolicyDocument policy, string action, string resource)
    {
        var request = new AccessRequest(Caller.Anonymous, action, resource, Internet);

        // What an allow leaves open, whoever asks can bring; what a deny leaves open may or may not keep them out.
        var allowed = policy.Statements.Any(statement => statement.Effect == PolicyEffect.Allow
            && !PolicyEvaluation.DecideResource(request, policy with { Statements = [statement] }).Allowed.IsNo);
        var denied = Answer.Any(policy.Statements.Where(statement => statement.Effect == PolicyEffect.Deny)
            .Select(statement => PolicyEvaluation.IsDenied(request, policy with { Statements = [statement] })));
        return Answer.Of(allowed) & !denied;
    }
}
