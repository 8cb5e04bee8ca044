namespace Raposa.Collection;

public class OnboardingTemplateTests
{
    private const string Trust = """{"Version":"2012-10-17","Statement":[]}""";

    [Fact]
    public void CloudFormation_makes_the_role_and_its_policies() => Assert.Equal(
        """
        {
          "AWSTemplateFormatVersion": "2010-09-09",
          "Description": "Read-only access for Raposa.",
          "Resources": {
            "Role": {
              "Type": "AWS::IAM::Role",
              "Properties": {
                "RoleName": "Raposa",
                "Description": "Lets Raposa read this account. It can change nothing.",
                "MaxSessionDuration": 3600,
                "AssumeRolePolicyDocument": {
                  "Version": "2012-10-17",
                  "Statement": []
                },
                "ManagedPolicyArns": [
                  {
                    "Ref": "Policy1"
                  }
                ]
              }
            },
            "Policy1": {
              "Type": "AWS::IAM::ManagedPolicy",
              "Properties": {
                "ManagedPolicyName": "Raposa-1",
                "PolicyDocument": {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "RaposaReads",
                      "Effect": "Allow",
                      "Action": [
                        "ec2:DescribeVpcs"
                      ],
                      "Resource": "*"
                    }
                  ]
                }
              }
            }
          },
          "Outputs": {
            "RoleArn": {
              "Value": {
                "Fn::GetAtt": [
                  "Role",
                  "Arn"
                ]
              }
            }
          }
        }

        """.ReplaceLineEndings("\n"),
        OnboardingTemplates.CloudFormation("Raposa", Trust, LeastPrivilegePolicy.For(["ec2:DescribeVpcs"])));

    [Fact]
    public void Terraform_says_the_same() => Assert.Equal(
        """
        # Read-only access for Raposa.
        resource "aws_iam_role" "raposa" {
          name                 = "Raposa"
          description          = "Lets Raposa read this account. It can change nothing."
          max_session_duration = 3600
          assume_role_policy   = <<-JSON
            {
              "Version": "2012-10-17",
              "Statement": []
            }
          JSON
        }

        resource "aws_iam_policy" "raposa_1" {
          name   = "Raposa-1"
          policy = <<-JSON
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Sid": "RaposaReads",
                  "Effect": "Allow",
                  "Action": [
                    "ec2:DescribeVpcs"
                  ],
                  "Resource": "*"
                }
              ]
            }
          JSON
        }

        resource "aws_iam_role_policy_attachment" "raposa_1" {
          role       = aws_iam_role.raposa.name
          policy_arn = aws_iam_policy.raposa_1.arn
        }

        output "role_arn" {
          value = aws_iam_role.raposa.arn
        }

        """.ReplaceLineEndings("\n"),
        OnboardingTemplates.Terraform("Raposa", Trust, LeastPrivilegePolicy.For(["ec2:DescribeVpcs"])));
}
