using System.Collections.Immutable;
using static Raposa.Posture.Iam.EscalationTarget;
using static Raposa.Posture.Iam.StepOn;

namespace Raposa.Posture.Iam;

/// <summary>The known paths. Which permissions lead where is common knowledge of the field; Datadog's pathfinding.cloud collects it.</summary>
internal static class EscalationPaths
{
    public static ImmutableArray<EscalationPath> All { get; } =
    [
        // Changing what one is allowed oneself.
        Of(OwnPolicy, "iam:CreatePolicyVersion", Policy),
        Of(OwnPolicyWithVersions, "iam:SetDefaultPolicyVersion", Policy),
        Of(Self, "iam:AttachUserPolicy", User),
        Of(Self, "iam:PutUserPolicy", User),
        Of(Self, "iam:AttachRolePolicy", Role),
        Of(Self, "iam:PutRolePolicy", Role),
        Of(OwnGroup, "iam:AttachGroupPolicy", Group),
        Of(OwnGroup, "iam:PutGroupPolicy", Group),
        Of(AdministratorGroup, "iam:AddUserToGroup", Group),

        // Becoming somebody else.
        Of(AdministratorUser, "iam:CreateAccessKey", User),
        Of(AdministratorUser, "iam:CreateAccessKey", User, "iam:DeleteAccessKey", User),
        Of(AdministratorUser, "iam:CreateLoginProfile", User),
        Of(AdministratorUser, "iam:UpdateLoginProfile", User),
        Of(OtherUser, "iam:AttachUserPolicy", User, "iam:CreateAccessKey", User),
        Of(OtherUser, "iam:PutUserPolicy", User, "iam:CreateAccessKey", User),
        Of(AdministratorRole, "iam:UpdateAssumeRolePolicy", Role),
        Of(TrustingAdministratorRole, "sts:AssumeRole", Role),
        Of(TrustingRole, "iam:AttachRolePolicy", Role, "sts:AssumeRole", Role),
        Of(TrustingRole, "iam:PutRolePolicy", Role, "sts:AssumeRole", Role),
        Of(PolicyOfTrustingRole, "iam:CreatePolicyVersion", Policy, "sts:AssumeRole", Role),
        Of(AnyRole, "iam:AttachRolePolicy", Role, "iam:UpdateAssumeRolePolicy", Role),
        Of(AnyRole, "iam:PutRolePolicy", Role, "iam:UpdateAssumeRolePolicy", Role),
        Of(PolicyOfAnyRole, "iam:CreatePolicyVersion", Policy, "iam:UpdateAssumeRolePolicy", Role),

        // Passing a role to a service that does one's bidding with it.
        Passing("ec2", "ec2:RunInstances"),
        Passing("ec2", "ec2:RequestSpotInstances"),
        Passing("autoscaling", "autoscaling:CreateLaunchConfiguration", "autoscaling:CreateAutoScalingGroup"),
        Passing("lambda", "lambda:CreateFunction", "lambda:InvokeFunction"),
        Passing("lambda", "lambda:CreateFunction", "lambda:AddPermission"),
        Passing("lambda", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"),
        Passing("glue", "glue:CreateDevEndpoint"),
        Passing("glue", "glue:CreateJob", "glue:StartJobRun"),
        Passing("glue", "glue:CreateJob", "glue:CreateTrigger"),
        Passing("glue", "glue:UpdateJob", "glue:StartJobRun"),
        Passing("glue", "glue:UpdateJob", "glue:CreateTrigger"),
        Passing("glue", "glue:CreateSession", "glue:RunStatement"),
        Passing("cloudformation", "cloudformation:CreateStack"),
        Passing("cloudformation", "cloudformation:UpdateStack"),
        Passing("cloudformation", "cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"),
        Passing("cloudformation", "cloudformation:UpdateStackSet"),
        Passing("codebuild", "codebuild:CreateProject", "codebuild:StartBuild"),
        Passing("codebuild", "codebuild:CreateProject", "codebuild:StartBuildBatch"),
        Passing("datapipeline", "datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition", "datapipeline:ActivatePipeline"),
        Passing("elasticmapreduce", "elasticmapreduce:RunJobFlow"),
        Passing("sagemaker", "sagemaker:CreateNotebookInstance"),
        Passing("sagemaker", "sagemaker:CreateTrainingJob"),
        Passing("sagemaker", "sagemaker:CreateProcessingJob"),
        Passing("ecs-tasks", "ecs:RegisterTaskDefinition", "ecs:RunTask"),
        Passing("ecs-tasks", "ecs:RegisterTaskDefinition", "ecs:StartTask"),
        Passing("ecs-tasks", "ecs:RegisterTaskDefinition", "ecs:CreateService"),
        Passing("ecs-tasks", "ecs:RegisterTaskDefinition", "ecs:UpdateService"),
        Passing("tasks.apprunner", "apprunner:CreateService"),
        Passing("states", "states:CreateStateMachine", "states:StartExecution"),
        Passing("batch", "batch:RegisterJobDefinition", "batch:SubmitJob"),
        Passing("scheduler", "scheduler:CreateSchedule"),
        Passing("bedrock-agentcore",
            "bedrock-agentcore:CreateCodeInterpreter", "bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"),

        // Bending what runs with a role already.
        Running("lambda", "lambda:UpdateFunctionCode"),
        Running("lambda", "lambda:UpdateFunctionConfiguration"),
        Running("ec2", "ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:StartInstances"),
        Running("ec2", "ec2-instance-connect:SendSSHPublicKey"),
        Running("ec2", "ssm:SendCommand"),
        Running("ec2", "ssm:StartSession"),
        Unseen("ec2", "ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"),
        Unseen("glue", "glue:UpdateDevEndpoint"),
        Unseen("cloudformation", "cloudformation:UpdateStack"),
        Unseen("cloudformation", "cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"),
        Unseen("codebuild", "codebuild:StartBuild"),
        Unseen("codebuild", "codebuild:StartBuildBatch"),
        Unseen("codebuild", "codebuild:UpdateProject", "codebuild:StartBuild"),
        Unseen("sagemaker", "sagemaker:CreatePresignedNotebookInstanceUrl"),
        Unseen("sagemaker", "sagemaker:CreateNotebookInstanceLifecycleConfig", "sagemaker:StopNotebookInstance",
            "sagemaker:UpdateNotebookInstance", "sagemaker:StartNotebookInstance"),
        Unseen("ecs-tasks", "ecs:ExecuteCommand"),
        Unseen("tasks.apprunner", "apprunner:UpdateService"),
        Unseen("states", "states:UpdateStateMachine", "states:StartExecution"),
        Unseen("bedrock-agentcore", "bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"),
    ];

    private static EscalationPath Of(EscalationTarget target, string action, StepOn on) => new(target, null, [new(action, on)]);

    private static EscalationPath Of(EscalationTarget target, string first, StepOn onFirst, string second, StepOn onSecond) =>
        new(target, null, [new(first, onFirst), new(second, onSecond)]);

    private static EscalationPath Passing(string service, params string[] actions) => new(
        PassableRole, $"{service}.amazonaws.com", [new("iam:PassRole", Role), .. actions.Select(action => new EscalationStep(action, Anything))]);

    /// <summary>On something that is collected.</summary>
    private static EscalationPath Running(string service, params string[] actions) =>
        new(RunningHost, $"{service}.amazonaws.com", [.. actions.Select(action => new EscalationStep(action, Host))]);

    /// <summary>On something that is not collected: whether it is there is not known.</summary>
    private static EscalationPath Unseen(string service, params string[] actions) =>
        new(RunningHost, $"{service}.amazonaws.com", [.. actions.Select(action => new EscalationStep(action, Anything))]);
}
