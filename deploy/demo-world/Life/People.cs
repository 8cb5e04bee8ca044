using System.Text.Json.Nodes;
using Raposa.DemoWorld.Trail;

namespace Raposa.DemoWorld.Life;

/// <summary>People at work: they sign in, look around, and now and then change something.</summary>
internal static class People
{
    public static void Live(TrailWriter trail, WorkingDay day, Dice dice)
    {
        foreach (var (person, index) in Corvina.Staff.Select((person, index) => (person, index)))
        {
            var own = dice.Fork(person.Name);
            var ip = own.Percent(60) ? Corvina.OfficeIp : $"203.0.113.{20 + index}";
            foreach (var start in day.OfficeMoments(own, person.Duty is Duty.Finance ? 1 : own.Between(2, 4)))
            {
                Work(trail, person, start, ip, own);
            }
        }

        ForgetPassword(trail, day, dice.Fork("forgetful"));
        OpenDatabaseToOffice(trail, day, dice.Fork("office"));
    }

    private static void Work(TrailWriter trail, Person person, DateTimeOffset start, string ip, Dice dice)
    {
        var account = person.Duty switch
        {
            Duty.Security => Corvina.Security,
            Duty.Developer when dice.Percent(60) => Corvina.Staging,
            _ => Corvina.Production,
        };
        var me = person.SignedIn(account, start, ip, Corvina.Firefox, dice) with { IsConsole = true };
        trail.Add(SignIn(start, person, me, dice));

        var at = start;
        for (var actions = dice.Between(10, 32); actions > 0; actions--)
        {
            at += dice.Seconds(4, 150);
            trail.Add(Browse(at, person, me, dice));
        }
    }

    // Identity Center writes this one for the portal; the console's own sign-in record follows it only for IAM users.
    private static Call SignIn(DateTimeOffset at, Person person, Principal me, Dice dice)
    {
        var visitor = new Principal(
            me.Account,
            null,
            new()
            {
                ["type"] = "IdentityCenterUser",
                ["accountId"] = Corvina.Security,
                ["onBehalfOf"] = new JsonObject
                {
                    ["userId"] = dice.Fork("user id").Uuid(),
                    ["identityStoreArn"] = $"arn:aws:identitystore::{Corvina.Security}:identitystore/d-9367c0c0c0",
                },
            },
            me.Ip,
            me.UserAgent);
        return new(at, visitor, "sso", "Federate")
        {
            IsReadOnly = false,
            EventType = "AwsServiceEvent",
            Additional = new() { ["role_name"] = person.PermissionSet.Role, ["user_name"] = person.Email },
        };
    }

    private static Call Browse(DateTimeOffset at, Person person, Principal me, Dice dice)
    {
        var (service, name, parameters) = dice.Pick(Pages(person.Duty));
        var call = service == "s3" && name != "ListBuckets"
            ? S3.Bucket(at, me, name, dice.Pick(Buckets), "location")
            : new Call(at, me, service, name) { Parameters = parameters?.DeepClone().AsObject() };
        if (service is "iam" or "ce" or "cloudfront" or "health")
        {
            call = call with { Region = Corvina.GlobalRegion };
        }

        // Everybody meets a door that is not theirs.
        return dice.Percent(2) && service is not ("s3" or "ec2")
            ? call.Denied($"{service}:{name}", "*")
            : call;
    }

    // One person has an IAM user for a console of the old days, with a second factor, and a poor memory.
    private static void ForgetPassword(TrailWriter trail, WorkingDay day, Dice dice)
    {
        var me = Principal.IamUser(Corvina.Production, "luis.matos", "AIDA6CORVINA4LUISMA7X", null, "203.0.113.39", Corvina.Firefox);
        var at = day.At(9, 12);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            trail.Add(SignInPage.Enter(at, me, isSuccess: attempt == 2, usedMfa: true));
            at += dice.Seconds(15, 40);
        }
    }

    // A change like many others: a port for the office's address, not for the world.
    private static void OpenDatabaseToOffice(TrailWriter trail, WorkingDay day, Dice dice)
    {
        var at = day.At(14, 31);
        var me = Corvina.Staff[1].SignedIn(Corvina.Staging, at.AddMinutes(-4), Corvina.OfficeIp, Corvina.Firefox, dice) with { IsConsole = true };
        trail.Add(new Call(at, me, "ec2", "AuthorizeSecurityGroupIngress")
        {
            IsReadOnly = false,
            Parameters = new()
            {
                ["groupId"] = "sg-0c0a7d5b2e9f41836",
                ["ipPermissions"] = new JsonObject
                {
                    ["items"] = new JsonArray(new JsonObject
                    {
                        ["ipProtocol"] = "tcp",
                        ["fromPort"] = 5432,
                        ["toPort"] = 5432,
                        ["groups"] = new JsonObject(),
                        ["ipRanges"] = new JsonObject
                        {
                            ["items"] = new JsonArray(new JsonObject { ["cidrIp"] = $"{Corvina.OfficeIp}/32", ["description"] = "office" }),
                        },
                        ["ipv6Ranges"] = new JsonObject(),
                        ["prefixListIds"] = new JsonObject(),
                    }),
                },
            },
            Response = new() { ["requestId"] = dice.Uuid(), ["_return"] = true },
        });
    }

    private static readonly string[] Buckets =
        ["corvina-reports", "corvina-uploads", "corvina-assets", "corvina-events-parquet", "corvina-invoices", Corvina.ExportBucket];

    private static (string Service, string Name, JsonObject? Parameters)[] Pages(Duty duty) => duty switch
    {
        Duty.Platform => Platform,
        Duty.Developer => Developer,
        Duty.Analyst => Analyst,
        Duty.Security => Security,
        Duty.Finance => Finance,
        _ => Support,
    };

    private static readonly (string, string, JsonObject?)[] Support =
    [
        ("ec2", "DescribeInstances", Filter()), ("ec2", "DescribeRegions", null), ("logs", "DescribeLogGroups", new() { ["limit"] = 50 }),
        ("monitoring", "DescribeAlarms", new() { ["maxRecords"] = 100 }), ("ecs", "ListClusters", new()),
        ("ecs", "DescribeServices", new() { ["cluster"] = "corvina-prod" }), ("health", "DescribeEventAggregates", null),
    ];

    private static readonly (string, string, JsonObject?)[] Developer =
    [
        .. Support,
        ("lambda", "ListFunctions20150331", new()), ("lambda", "GetFunction20150331v2", new() { ["functionName"] = "report-renderer" }),
        ("logs", "StartQuery", new() { ["logGroupName"] = "/ecs/query-task", ["limit"] = 200 }),
        ("logs", "GetQueryResults", new() { ["queryId"] = "5c0e9a34-1f2b-4d67-8a90-b1c2d3e4f506" }),
        ("ecs", "DescribeTasks", new() { ["cluster"] = "corvina-staging" }), ("rds", "DescribeDBInstances", null),
        ("dynamodb", "DescribeTable", new() { ["tableName"] = "corvina-sessions" }), ("sqs", "GetQueueAttributes", new() { ["queueUrl"] = "ingest" }),
        ("cloudformation", "DescribeStacks", new() { ["stackName"] = "corvina-api" }), ("s3", "GetBucketLocation", null),
        ("ssm", "DescribeParameters", new()), ("ecr", "DescribeImages", new() { ["repositoryName"] = "corvina/api" }),
    ];

    private static readonly (string, string, JsonObject?)[] Platform =
    [
        .. Developer,
        ("ec2", "DescribeSecurityGroups", Filter()), ("ec2", "DescribeVpcs", Filter()), ("ec2", "DescribeVolumes", Filter()),
        ("iam", "ListRoles", new() { ["maxItems"] = 100 }), ("iam", "GetRole", new() { ["roleName"] = "api-task-role" }),
        ("kms", "DescribeKey", new() { ["keyId"] = "alias/corvina-data" }), ("autoscaling", "DescribeAutoScalingGroups", null),
        ("elasticloadbalancing", "DescribeTargetHealth", new() { ["targetGroupArn"] = "corvina-api" }),
        ("s3", "GetBucketVersioning", null), ("cloudtrail", "DescribeTrails", new() { ["includeShadowTrails"] = false }),
    ];

    private static readonly (string, string, JsonObject?)[] Analyst =
    [
        ("athena", "StartQueryExecution", new() { ["workGroup"] = "analysts", ["queryString"] = "HIDDEN_DUE_TO_SECURITY_REASONS" }),
        ("athena", "GetQueryExecution", new() { ["queryExecutionId"] = "0f3b7c9d-6a21-4e58-9b04-c7d8e9f01a23" }),
        ("athena", "GetQueryResults", new() { ["queryExecutionId"] = "0f3b7c9d-6a21-4e58-9b04-c7d8e9f01a23" }),
        ("athena", "ListWorkGroups", new()), ("glue", "GetTables", new() { ["databaseName"] = "corvina_events" }),
        ("glue", "GetDatabases", new()), ("s3", "GetBucketLocation", null), ("quicksight", "DescribeDataSet", new()),
    ];

    private static readonly (string, string, JsonObject?)[] Security =
    [
        ("guardduty", "ListFindings", new() { ["detectorId"] = "c0c9a3" }), ("guardduty", "GetFindings", new() { ["detectorId"] = "c0c9a3" }),
        ("securityhub", "GetFindings", new()), ("config", "DescribeConfigRules", new()), ("iam", "GetAccountSummary", null),
        ("access-analyzer", "ListFindings", new()), ("cloudtrail", "LookupEvents", new() { ["maxResults"] = 50 }),
        ("cloudtrail", "GetTrailStatus", new() { ["name"] = Corvina.TrailName }),
    ];

    private static readonly (string, string, JsonObject?)[] Finance =
    [
        ("ce", "GetCostAndUsage", new() { ["granularity"] = "MONTHLY" }), ("ce", "GetCostForecast", new() { ["granularity"] = "MONTHLY" }),
        ("ce", "GetDimensionValues", new() { ["dimension"] = "SERVICE" }), ("budgets", "DescribeBudgets", new()),
    ];

    private static JsonObject Filter() => new() { ["filterSet"] = new JsonObject() };
}
