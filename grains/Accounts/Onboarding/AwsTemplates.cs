using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Accounts.Onboarding;

/// <summary>What a person sets up in an AWS account so that it can be read: one role, which only this platform may assume, and only with the account's external id.</summary>
internal static class AwsTemplates
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="principal">ARN of the identity that assumes it.</param>
    /// <param name="policy">JSON: what it may do.</param>
    public static AwsOnboarding Of(string roleArn, string externalId, string principal, string policy)
    {
        var name = AwsRequest.NameOf(roleArn);
        var trust = TrustPolicy(principal, externalId);
        return new()
        {
            RoleName = name,
            RoleArn = roleArn,
            ExternalId = externalId,
            TrustedPrincipal = principal,
            Policy = policy,
            TrustPolicy = trust,
            CloudFormation = CloudFormation(name, trust, policy),
            Terraform = Terraform(name, trust, policy),
        };
    }

    private static string TrustPolicy(string principal, string externalId) => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = principal },
            ["Action"] = "sts:AssumeRole",
            ["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { ["sts:ExternalId"] = externalId } },
        }),
    }.ToJsonString(Indented);

    // JSON is YAML: the policies stand in the template as they are shown beside it.
    private static string CloudFormation(string name, string trust, string policy) =>
        $"""
         AWSTemplateFormatVersion: "2010-09-09"
         Description: Lets Raposa read this account. It may change nothing.
         Resources:
           RaposaRole:
             Type: AWS::IAM::Role
             Properties:
               RoleName: {name}
               MaxSessionDuration: 3600
               AssumeRolePolicyDocument: {Nested(trust, 8)}
               Policies:
                 - PolicyName: {name}
                   PolicyDocument: {Nested(policy, 12)}
         Outputs:
           RoleArn:
             Value: !GetAtt RaposaRole.Arn

         """;

    private static string Terraform(string name, string trust, string policy) =>
        $$"""
          resource "aws_iam_role" "raposa" {
            name                 = "{{name}}"
            description          = "Lets Raposa read this account. It may change nothing."
            max_session_duration = 3600
            assume_role_policy   = <<-JSON
          {{Nested(trust, 4, first: true)}}
            JSON
          }

          resource "aws_iam_role_policy" "raposa" {
            name   = "{{name}}"
            role   = aws_iam_role.raposa.id
            policy = <<-JSON
          {{Nested(policy, 4, first: true)}}
            JSON
          }

          output "role_arn" {
            value = aws_iam_role.raposa.arn
          }

          """;

    private static string Nested(string json, int indent, bool first = false)
    {
        var lines = (JsonNode.Parse(json)?.ToJsonString(Indented) ?? "{}").Split('\n');
        var margin = new string(' ', indent);
        return (first ? margin : "") + string.Join($"\n{margin}", lines);
    }
}
