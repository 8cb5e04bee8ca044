using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.Posture.Reading;

namespace Raposa.Posture;

/// <summary>
/// Panther's resources (panther-labs/panther-analysis, Apache-2.0) as the documents that we would have collected of them. Panther
/// writes null for lists and values that are not there, and times of the year 1 for never; its times count to 2026.
/// </summary>
internal static class PantherPolicies
{
    private const string Account = "123456789012";
    private const string Region = "us-west-2";
    private const string Key = "subject";

    /// <summary>By policy, the checks that are about the same and how its resource is mapped.</summary>
    private static readonly Dictionary<string, (string[] Checks, Func<JsonObject, JsonNode?, IEnumerable<(string Source, string Key, JsonNode Body)>> Map)> Policies = new()
    {
        ["AWS.PasswordPolicy.ComplexityGuidelines"] = (["iam.password_length", "iam.password_complexity"], PasswordPolicy),
        ["AWS.PasswordPolicy.PasswordAgeLimit"] = (["iam.password_age"], PasswordPolicy),
        ["AWS.PasswordPolicy.PasswordReuse"] = (["iam.password_reuse"], PasswordPolicy),
        ["AWS.CloudTrail.LogEncryption"] = (["cloudtrail.encryption"], Trail),
        ["AWS.CloudTrail.LogValidation"] = (["cloudtrail.log_validation"], Trail),
        ["AWS.CloudTrail.CloudWatchLogs"] = (["cloudtrail.log_group"], Trail),
        ["AWS.Config.RecordingEnabled"] = (["config.recording"], Recorder),
        ["AWS.Config.AllResourceTypes"] = (["config.recording"], Recorder),
        ["AWS.Config.GlobalResources"] = (["config.global_resources"], Recorders),
        ["AWS.EC2.Instance.DetailedMonitoring"] = (["ec2.instance_detailed_monitoring"], As("aws_ec2_instance")),
        ["AWS.EC2.Instance.EnforceIMDSv2"] = (["ec2.instance_metadata_tokens"], As("aws_ec2_instance")),
        ["AWS.EC2.Volume.Encryption"] = (["ec2.volume_encrypted"], As("aws_ec2_volume")),
        ["AWS.EC2.Snapshot.Encrypted"] = (["ec2.snapshot_encrypted"], As("aws_ec2_snapshot")),
        ["AWS.EC2.VPC.FlowLogs"] = (["network.flow_logs"], Vpc),
        ["AWS.VPC.FlowLogs"] = (["network.flow_logs"], Vpc),
        ["AWS.VPC.DefaultSecurityGroup.Restrictions"] = (["network.default_group"], DefaultGroup),
        ["AWS.AccessKey.Rotation"] = (["iam.access_key_age"], Report),
        ["AWS.IAM.AccessKeyRotation"] = (["iam.access_key_age"], Report),
        ["AWS.IAM.UnusedCredentials"] = (["iam.unused_credentials"], Report),
        ["AWS.UnusedAccessKeys"] = (["iam.unused_credentials"], Report),
        ["AWS.AccessKeys.AccountCreation"] = (["iam.access_key_at_creation"], Report),
        ["AWS.IAM.User.MFA"] = (["iam.user_mfa"], Report),
        ["AWS.RootAccount.MFA"] = (["iam.root_mfa"], Root),
        ["AWS.RootAccount.HardwareMFA"] = (["iam.root_hardware_mfa"], Root),
        ["AWS.RootAccount.AccessKeys"] = (["iam.root_access_key"], Root),
        ["AWS.IAM.Group.Users"] = (["iam.group_empty"], Group),
        ["AWS.IAM.Policy.AdministrativePrivileges"] = (["iam.policy_full_administrator"], ManagedPolicy),
        ["AWS.IAM.Role.ExternalPermission"] = (["iam.role_trust_outside"], Role),
        ["AWS.IAM.User.InlinePolicy"] = (["iam.user_direct_policies"], User),
        ["AWS.KMS.KeyRotation"] = (["kms.rotation"], KmsKey),
        ["AWS.KMS.CMK.KeyRotation"] = (["kms.rotation"], KmsKey),
        ["AWS.Lambda.PublicAccess"] = (["lambda.public_policy"], Function),
        ["AWS.ELBv2.SSLPolicy"] = (["elb.internet_tls"], LoadBalancer),
        ["AWS.RDS.Instance.AutoMinorVersionUpgradeEnabled"] = (["rds.instance_minor_upgrades"], As("aws_rds_instance")),
        ["AWS.RDS.Instance.Encryption"] = (["rds.instance_encrypted"], As("aws_rds_instance")),
        ["AWS.RDS.Instance.PublicAccess"] = (["rds.instance_public"], As("aws_rds_instance")),
        ["AWS.RDS.InstanceBackup"] = (["rds.instance_backup"], As("aws_rds_instance")),
        ["AWS.RDS.InstanceBackupRetentionAcceptable"] = (["rds.instance_backup_retention"], As("aws_rds_instance")),
        ["AWS.RDS.InstanceHighAvailability"] = (["rds.instance_multi_az"], As("aws_rds_instance")),
        ["AWS.RDS.Instance.SnapshotPublicAccess"] = (["rds.snapshot_public"], Snapshots),
        ["AWS.S3.Bucket.ActionRestrictions"] = (["s3.bucket_policy_wildcard_action"], Bucket),
        ["AWS.S3.Bucket.Encryption"] = (["s3.bucket_encryption"], Bucket),
        ["AWS.S3.Bucket.LifecycleConfiguration"] = (["s3.bucket_lifecycle"], Bucket),
        ["AWS.S3.Bucket.Logging"] = (["s3.bucket_logging"], Bucket),
        ["AWS.S3.Bucket.MFADelete"] = (["s3.bucket_mfa_delete"], Bucket),
        ["AWS.S3.BucketObjectLockConfigured"] = (["s3.bucket_object_lock"], Bucket),
        ["AWS.S3.Bucket.PolicyConfusedDeputyProtection"] = (["s3.bucket_policy_confused_deputy"], Bucket),
        ["AWS.S3.Bucket.PublicAccessBlock"] = (["s3.bucket_public_access_block"], Bucket),
        ["AWS.S3.Bucket.PublicRead"] = (["s3.bucket_public_read"], Bucket),
        ["AWS.S3.Bucket.PublicWrite"] = (["s3.bucket_public_write"], Bucket),
        ["AWS.S3.Bucket.SecureAccess"] = (["s3.bucket_secure_transport"], Bucket),
        ["AWS.S3.Bucket.Versioning"] = (["s3.bucket_versioning"], Bucket),
        ["AWS.NetworkACL.RestrictedSSH"] = (["network.acl_administration"], As("aws_ec2_network_acl")),
        ["AWS.NetworkACL.RestrictsSSH"] = (["network.acl_administration"], As("aws_ec2_network_acl")),
        ["AWS.NetworkACL.RestrictsInsecureProtocols"] = (["network.acl_cleartext"], As("aws_ec2_network_acl")),
        ["AWS.NetworkACL.RestrictsInboundTraffic"] = (["network.acl_ingress_all_ports"], As("aws_ec2_network_acl")),
        ["AWS.NetworkACL.RestrictsOutboundTraffic"] = (["network.acl_egress_all_ports"], As("aws_ec2_network_acl")),
        ["AWS.SecurityGroup.AdministrativeIngress"] = (["network.administration_ipv4", "network.administration_ipv6"], SecurityGroup),
        ["AWS.SecurityGroup.RestrictsInboundTraffic"] = (["network.ingress_all_ports"], SecurityGroup),
        ["AWS.SecurityGroup.RestrictsInterSecurityGroupTraffic"] = (["network.between_groups_all_ports"], SecurityGroup),
        ["AWS.SecurityGroup.RestrictsOutboundTraffic"] = (["network.egress_all_ports"], SecurityGroup),
        ["AWS.EKS.Cluster.PublicEndpoint"] = (["eks.public_endpoint"], As("aws_eks_cluster")),
    };

    public static bool IsChecked(string policy) => Policies.ContainsKey(policy);

    /// <returns>Pass where nothing fails; a check that is not about the resource does not fail it.</returns>
    public static CheckStatus Judge(string policy, JsonObject resource, JsonNode? mocks)
    {
        var (checks, map) = Policies[policy];
        var documents = map(resource, mocks).Select(one => new CollectedDocument(
            one.Source, Account, CheckCatalog.Platform.Scopes.IsRegional(one.Source) ? Region : null, one.Key, Guid.Empty, "",
            JsonSerializer.SerializeToElement(WithoutNulls(one.Body)))).ToList();
        var sources = checks.SelectMany(id => CheckCatalog.Platform.Find(id)!.Sources).Append("aws_ec2_vpc").Distinct();
        var estate = new CollectedEstate(
            PostureCases.AsOf,
            sources.Select(source => new EstateChain(source, Account, CheckCatalog.Platform.Scopes.IsRegional(source) ? Region : null, null)),
            documents);
        var outcomes = checks.SelectMany(id => CheckRun.Of(CheckCatalog.Platform.Find(id)!, CheckCatalog.Platform.Scopes, estate, Account)).ToList();
        return outcomes.Any(outcome => outcome.Status == CheckStatus.Fail) ? CheckStatus.Fail
            : outcomes.Any(outcome => outcome.Status == CheckStatus.Unknown) ? CheckStatus.Unknown
            : CheckStatus.Pass;
    }

    private static Func<JsonObject, JsonNode?, IEnumerable<(string, string, JsonNode)>> As(string source) => (resource, _) => [(source, Key, resource)];

    private static IEnumerable<(string, string, JsonNode)> PasswordPolicy(JsonObject resource, JsonNode? mocks) => (bool?)resource["AnyExist"] == false
        ? []
        : [("aws_iam_password_policy", Account, new JsonObject { ["PasswordPolicy"] = resource.DeepClone() })];

    private static IEnumerable<(string, string, JsonNode)> Trail(JsonObject resource, JsonNode? mocks)
    {
        var trail = resource.DeepClone().AsObject();
        trail["GetTrailStatus"] = resource["Status"]?.DeepClone();
        trail["GetEventSelectors"] = new JsonObject { ["EventSelectors"] = resource["EventSelectors"]?.DeepClone() };
        return [("aws_cloudtrail_trail", Key, trail)];
    }

    private static IEnumerable<(string, string, JsonNode)> Recorder(JsonObject resource, JsonNode? mocks) =>
        [Recorder(resource["Recorder"]?["RecordingGroup"] ?? resource["RecordingGroup"], resource["Status"])];

    private static IEnumerable<(string, string, JsonNode)> Recorders(JsonObject resource, JsonNode? mocks) =>
        (resource["Recorders"]?.AsArray() ?? []).Where(_ => mocks is not null).Select(_ =>
        {
            var found = JsonNode.Parse((string)mocks!.AsArray().First(mock => (string?)mock!["objectName"] == "resource_lookup")!["returnValue"]!)!;
            return Recorder(found["RecordingGroup"], found["Status"]);
        }).Take(1);

    private static (string, string, JsonNode) Recorder(JsonNode? group, JsonNode? status) => ("aws_config_recorder", "default", new JsonObject
    {
        ["recordingGroup"] = new JsonObject
        {
            ["allSupported"] = group?["AllSupported"]?.DeepClone(), ["includeGlobalResourceTypes"] = group?["IncludeGlobalResourceTypes"]?.DeepClone(),
        },
        ["DescribeConfigurationRecorderStatus"] = new JsonObject
        {
            ["ConfigurationRecordersStatus"] = new JsonArray(new JsonObject { ["recording"] = status?["Recording"]?.DeepClone() }),
        },
    });

    private static IEnumerable<(string, string, JsonNode)> Vpc(JsonObject resource, JsonNode? mocks) =>
        (resource["FlowLogs"] as JsonArray ?? []).Select((log, index) => ("aws_ec2_flow_log", $"fl-{index}", (JsonNode)With(log!.AsObject(), "ResourceId", Key)))
        .Append(("aws_ec2_vpc", Key, resource));

    private static IEnumerable<(string, string, JsonNode)> DefaultGroup(JsonObject resource, JsonNode? mocks) =>
        (resource["SecurityGroups"] as JsonArray ?? []).SelectMany((group, index) => SecurityGroup(group!.AsObject(), mocks).Select(one => (one.Item1, $"sg-{index}", one.Item3)));

    private static IEnumerable<(string, string, JsonNode)> Report(JsonObject resource, JsonNode? mocks) => resource["CredentialReport"] is JsonObject report
        ? [("aws_iam_credential_report", Key, Row(report))]
        : [];

    private static IEnumerable<(string, string, JsonNode)> Root(JsonObject resource, JsonNode? mocks)
    {
        var report = resource["CredentialReport"];
        yield return ("aws_iam_account_summary", Account, new JsonObject
        {
            ["SummaryMap"] = new JsonObject
            {
                ["AccountMFAEnabled"] = (bool?)report?["MfaActive"] switch { true => 1, false => 0, null => null },
                ["AccountAccessKeysPresent"] = (bool?)report?["AccessKey1Active"] == true || (bool?)report?["AccessKey2Active"] == true ? 1 : 0,
            },
        });
        if (resource["VirtualMFA"] is JsonObject device)
        {
            yield return ("aws_iam_virtual_mfa_device", Key, device);
        }
    }

    private static IEnumerable<(string, string, JsonNode)> Group(JsonObject resource, JsonNode? mocks) =>
        (resource["Users"] as JsonArray ?? []).Select(user => ("aws_iam_user", (string)user!["UserName"]!, (JsonNode)new JsonObject { ["GroupList"] = new JsonArray((string)resource["GroupName"]!) }))
        .Append(("aws_iam_group", Key, resource));

    private static IEnumerable<(string, string, JsonNode)> ManagedPolicy(JsonObject resource, JsonNode? mocks)
    {
        var policy = resource.DeepClone().AsObject();
        policy["PolicyVersionList"] = new JsonArray(new JsonObject { ["IsDefaultVersion"] = true, ["Document"] = JsonNode.Parse((string)resource["PolicyDocument"]!) });
        return [("aws_iam_policy", Key, policy)];
    }

    private static IEnumerable<(string, string, JsonNode)> Role(JsonObject resource, JsonNode? mocks) => [("aws_iam_role", Key, resource)];

    private static IEnumerable<(string, string, JsonNode)> User(JsonObject resource, JsonNode? mocks)
    {
        var user = resource.DeepClone().AsObject();
        user["UserPolicyList"] = Named(resource["InlinePolicies"]);
        user["AttachedManagedPolicies"] = Named(resource["ManagedPolicyNames"]);
        return [("aws_iam_user", Key, user)];
    }

    private static IEnumerable<(string, string, JsonNode)> KmsKey(JsonObject resource, JsonNode? mocks) => [("aws_kms_key", Key, new JsonObject
    {
        ["DescribeKey"] = new JsonObject { ["KeyMetadata"] = With(With(resource, "KeySpec", (string?)resource["KeySpec"] ?? "SYMMETRIC_DEFAULT"), "KeyManager", (string?)resource["KeyManager"]) },
        ["GetKeyRotationStatus"] = new JsonObject { ["KeyRotationEnabled"] = resource["KeyRotationEnabled"]?.DeepClone() },
    })];

    private static IEnumerable<(string, string, JsonNode)> Function(JsonObject resource, JsonNode? mocks) =>
        [("aws_lambda_function", (string)resource["Arn"]!, new JsonObject { ["GetPolicy"] = resource["Policy"]?.DeepClone() ?? Absent() })];

    private static IEnumerable<(string, string, JsonNode)> LoadBalancer(JsonObject resource, JsonNode? mocks)
    {
        var arn = (string?)resource["LoadBalancerArn"] ?? Key;
        return (resource["Listeners"] as JsonArray ?? []).Select((listener, index) => ("aws_elbv2_listener", $"{arn}/{index}", (JsonNode)With(listener!.AsObject(), "LoadBalancerArn", arn)))
            .Append(("aws_elbv2_load_balancer", arn, With(resource, "Type", (string?)resource["Type"] ?? "application")));
    }

    private static IEnumerable<(string, string, JsonNode)> Snapshots(JsonObject resource, JsonNode? mocks) =>
        (resource["SnapshotAttributes"] as JsonArray ?? []).Select((snapshot, index) => ("aws_rds_snapshot", $"snapshot-{index}", (JsonNode)new JsonObject
        {
            ["SnapshotType"] = "manual",
            ["DescribeDBSnapshotAttributes"] = new JsonObject
            {
                ["DBSnapshotAttributesResult"] = new JsonObject
                {
                    ["DBSnapshotAttributes"] = new JsonArray([.. (snapshot!["DBSnapshotAttributes"] as JsonArray ?? []).Select(attribute => (JsonNode)new JsonObject
                    {
                        ["AttributeName"] = attribute!["AttributeName"]?.DeepClone(), ["AttributeValues"] = ListOf(attribute["AttributeValues"]),
                    })]),
                },
            },
        }));

    private static IEnumerable<(string, string, JsonNode)> Bucket(JsonObject resource, JsonNode? mocks) => [("aws_s3_bucket", (string?)resource["Name"] ?? Key, new JsonObject
    {
        ["GetBucketPolicy"] = resource["Policy"] is { } policy ? new JsonObject { ["Policy"] = policy.DeepClone() } : Absent(),
        ["GetBucketAcl"] = new JsonObject { ["Grants"] = ListOf(resource["Grants"]) },
        ["GetBucketOwnershipControls"] = Absent(),
        ["GetPublicAccessBlock"] = resource["PublicAccessBlockConfiguration"] is { } block ? new JsonObject { ["PublicAccessBlockConfiguration"] = block.DeepClone() } : Absent(),
        ["GetBucketEncryption"] = resource["EncryptionRules"] is { } rules
            ? new JsonObject { ["ServerSideEncryptionConfiguration"] = new JsonObject { ["Rules"] = rules.DeepClone() } }
            : Absent(),
        ["GetBucketVersioning"] = new JsonObject { ["Status"] = resource["Versioning"]?.DeepClone(), ["MFADelete"] = resource["MFADelete"]?.DeepClone() },
        ["GetBucketLogging"] = new JsonObject
        {
            ["LoggingEnabled"] = resource["LoggingPolicy"] is JsonValue target ? new JsonObject { ["TargetBucket"] = target.DeepClone() } : resource["LoggingPolicy"]?.DeepClone(),
        },
        ["GetBucketLifecycleConfiguration"] = resource["LifecycleRules"] is { } lifecycle ? new JsonObject { ["Rules"] = lifecycle.DeepClone() } : Absent(),
        ["GetObjectLockConfiguration"] = resource["ObjectLockConfiguration"] is { } hold ? new JsonObject { ["ObjectLockConfiguration"] = hold.DeepClone() } : Absent(),
    })];

    private static IEnumerable<(string, string, JsonNode)> SecurityGroup(JsonObject resource, JsonNode? mocks)
    {
        var group = resource.DeepClone().AsObject();
        foreach (var side in new[] { "IpPermissions", "IpPermissionsEgress" })
        {
            var rules = ListOf(group[side]);
            foreach (var rule in rules)
            {
                foreach (var list in new[] { "IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs" })
                {
                    rule![list] = ListOf(rule[list]);
                }
            }

            group[side] = rules;
        }

        return [("aws_ec2_security_group", Key, group)];
    }

    private static JsonObject Row(JsonObject report)
    {
        var row = new JsonObject { ["user"] = report["UserName"]?.DeepClone() };
        foreach (var (ours, theirs) in new[]
        {
            ("user_creation_time", "UserCreationTime"), ("password_enabled", "PasswordEnabled"), ("password_last_used", "PasswordLastUsed"),
            ("password_last_changed", "PasswordLastChanged"), ("mfa_active", "MfaActive"),
            ("access_key_1_active", "AccessKey1Active"), ("access_key_1_last_rotated", "AccessKey1LastRotated"), ("access_key_1_last_used_date", "AccessKey1LastUsedDate"),
            ("access_key_2_active", "AccessKey2Active"), ("access_key_2_last_rotated", "AccessKey2LastRotated"), ("access_key_2_last_used_date", "AccessKey2LastUsedDate"),
        })
        {
            row[ours] = report[theirs] switch
            {
                JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValueKind() == JsonValueKind.True ? "true" : "false",
                JsonValue value when ((string?)value)?.StartsWith("0001-", StringComparison.Ordinal) == true => "N/A",
                { } value => value.DeepClone(),
                null => "N/A",
            };
        }

        return row;
    }

    private static JsonObject Absent() => new() { ["$absent"] = "None" };

    private static JsonArray ListOf(JsonNode? value) => value switch
    {
        null => [],
        JsonArray list => list.DeepClone().AsArray(),
        _ => new JsonArray(value.DeepClone()),
    };

    private static JsonArray Named(JsonNode? policies) => policies switch
    {
        JsonObject named => new JsonArray([.. named.Select(pair => (JsonNode)new JsonObject { ["PolicyName"] = pair.Key })]),
        JsonArray names => new JsonArray([.. names.Select(name => (JsonNode)new JsonObject { ["PolicyName"] = name!.DeepClone() })]),
        _ => [],
    };

    private static JsonObject With(JsonObject resource, string member, string? value)
    {
        var copy = resource.DeepClone().AsObject();
        copy[member] = value;
        return copy;
    }

    private static JsonNode WithoutNulls(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, (JsonNode?)WithoutNulls(member.Value!)))),
        JsonArray elements => new JsonArray([.. elements.Where(element => element is not null).Select(element => (JsonNode?)WithoutNulls(element!))]),
        _ => node.DeepClone(),
    };
}
