using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>What an administrator runs to let an account be read: a role with its trust and its permissions, and nothing else.</summary>
internal static class OnboardingTemplates
{
    /// <summary>A CloudFormation template, as JSON. Its output is the role's ARN.</summary>
    /// <param name="roleName">How the role is to be called.</param>
    /// <param name="trustPolicy">Of <see cref="TrustPolicy"/>.</param>
    /// <param name="policies">Of <see cref="LeastPrivilegePolicy"/>.</param>
    public static string CloudFormation(string roleName, string trustPolicy, ImmutableArray<string> policies)
    {
        var resources = new JsonObject
        {
            ["Role"] = new JsonObject
            {
                ["Type"] = "AWS::IAM::Role",
                ["Properties"] = new JsonObject
                {
                    ["RoleName"] = roleName,
                    ["Description"] = "Lets Raposa read this account. It can change nothing.",
                    ["MaxSessionDuration"] = 3600,
                    ["AssumeRolePolicyDocument"] = JsonNode.Parse(trustPolicy),
                    ["ManagedPolicyArns"] = new JsonArray([.. policies.Select((_, at) => new JsonObject { ["Ref"] = PolicyId(at) })]),
                },
            },
        };
        foreach (var (policy, at) in policies.Select((policy, at) => (policy, at)))
        {
            resources[PolicyId(at)] = new JsonObject
            {
                ["Type"] = "AWS::IAM::ManagedPolicy",
                ["Properties"] = new JsonObject
                {
                    ["ManagedPolicyName"] = PolicyName(roleName, at),
                    ["PolicyDocument"] = JsonNode.Parse(policy),
                },
            };
        }

        return new JsonObject
        {
            ["AWSTemplateFormatVersion"] = "2010-09-09",
            ["Description"] = "Read-only access for Raposa.",
            ["Resources"] = resources,
            ["Outputs"] = new JsonObject
            {
                ["RoleArn"] = new JsonObject { ["Value"] = new JsonObject { ["Fn::GetAtt"] = new JsonArray("Role", "Arn") } },
            },
        }.ToJsonString(IamJson.Indented) + "\n";
    }

    /// <summary>The same in Terraform's language.</summary>
    /// <inheritdoc cref="CloudFormation" path="/param"/>
    public static string Terraform(string roleName, string trustPolicy, ImmutableArray<string> policies)
    {
        var text = new StringBuilder();
        text.Append($$"""
            # Read-only access for Raposa.
            resource "aws_iam_role" "raposa" {
              name                 = "{{roleName}}"
              description          = "Lets Raposa read this account. It can change nothing."
              max_session_duration = 3600
              assume_role_policy   = <<-JSON
            {{Indented(trustPolicy)}}
              JSON
            }

            """.ReplaceLineEndings("\n"));
        foreach (var (policy, at) in policies.Select((policy, at) => (policy, at + 1)))
        {
            text.Append($$"""

                resource "aws_iam_policy" "raposa_{{at}}" {
                  name   = "{{PolicyName(roleName, at - 1)}}"
                  policy = <<-JSON
                {{Indented(policy)}}
                  JSON
                }

                resource "aws_iam_role_policy_attachment" "raposa_{{at}}" {
                  role       = aws_iam_role.raposa.name
                  policy_arn = aws_iam_policy.raposa_{{at}}.arn
                }

                """.ReplaceLineEndings("\n"));
        }

        return text.Append("\noutput \"role_arn\" {\n  value = aws_iam_role.raposa.arn\n}\n").ToString();
    }

    private static string PolicyId(int at) => $"Policy{at + 1}";

    private static string PolicyName(string roleName, int at) => $"{roleName}-{at + 1}";

    private static string Indented(string json) => string.Join('\n', JsonNode.Parse(json)!.ToJsonString(IamJson.Indented)
        .Split('\n').Select(line => "    " + line));
}
