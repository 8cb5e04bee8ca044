using System.Collections.Immutable;

namespace Raposa.Posture.Checks;

/// <summary>Every check of the platform, service by service.</summary>
internal static class PlatformChecks
{
    public static ImmutableArray<Check> All { get; } =
    [
        CloudFrontBucketOrigin.Check, CloudFrontHttps.Check, CloudFrontOriginHttps.Check, CloudFrontTls.Check, CloudFrontWebAcl.Check,

        CloudTrailBucketLogging.Check, CloudTrailBucketRetention.Check, CloudTrailBucketVersioning.Check, CloudTrailDelivery.Check, CloudTrailEncryption.Check,
        CloudTrailLogGroup.Check, CloudTrailLogging.Check, CloudTrailMultiRegion.Check, CloudTrailObjectReads.Check,
        CloudTrailObjectWrites.Check, CloudTrailValidation.Check, CloudTrailWatched.Check,

        ConfigGlobal.Check, ConfigRecording.Check,

        Ec2EbsDefaultEncryption.Check, Ec2ImageDeprecated.Check, Ec2ImagePublic.Check, Ec2InstanceAdministratorRole.Check,
        Ec2InstanceMetadataTokens.Check, Ec2InstanceMonitoring.Check, Ec2InstanceProfile.Check, Ec2InstancePublicAddress.Check,
        Ec2SnapshotEncrypted.Check, Ec2SnapshotPublic.Check, Ec2VolumeEncrypted.Check,

        EcrPublicPolicy.Check, EcrScanOnPush.Check, EcrTagImmutability.Check,

        EfsEncrypted.Check,

        EksLogging.Check, EksNodeRemoteAccess.Check, EksPrivateEndpoint.Check, EksPublicEndpoint.Check, EksSecretsEncryption.Check,

        ElbClassicLogging.Check, ElbClassicTls.Check, ElbDeletionProtection.Check, ElbHttpRedirect.Check, ElbInternetTls.Check,
        ElbInvalidHeaders.Check, ElbLogging.Check, ElbTls.Check,

        GuardDutyEks.Check, GuardDutyEnabled.Check, GuardDutyLambda.Check, GuardDutyMalware.Check, GuardDutyRds.Check,
        GuardDutyRuntime.Check, GuardDutyS3.Check,

        IamAccessAnalyzer.Check, IamAccessKeyAge.Check, IamAccessKeyAtCreation.Check, IamCloudShellAccess.Check,
        IamDormantAdministratorRole.Check, IamDormantAdministratorUser.Check, IamExpiredCertificate.Check, IamGroupEmpty.Check, IamInlineAdministrator.Check,
        IamPasswordAge.Check, IamPasswordComplexity.Check, IamPasswordLength.Check, IamPasswordReuse.Check, IamPolicyAssumeAnyRole.Check,
        IamPolicyFullAdministrator.Check, IamPolicyFullService.Check, IamPolicyNetworkAdministrator.Check, IamPolicyNotAction.Check,
        IamPolicyPassAnyRole.Check, IamRoleFederatedSubject.Check, IamRolePrivilegeEscalation.Check, IamRoleTrustAnyone.Check,
        IamRoleTrustExternalId.Check, IamRoleTrustOutside.Check, IamRootAccessKey.Check, IamRootHardwareMfa.Check, IamRootMfa.Check,
        IamRootUse.Check, IamSupportRole.Check, IamTwoActiveKeys.Check, IamUnusedCredentials.Check, IamUserDirectPolicies.Check,
        IamUserMfa.Check, IamUserPrivilegeEscalation.Check,

        InspectorFunctions.Check, InspectorInstances.Check, InspectorRepositories.Check,

        KmsDeletion.Check, KmsPublicPolicy.Check, KmsRotation.Check,

        LambdaAdministratorRole.Check, LambdaPublicPolicy.Check, LambdaRuntime.Check, LambdaUrlAuthentication.Check,

        NetworkAclAdministration.Check, NetworkAclEgress.Check, NetworkAclIngress.Check, NetworkAclInsecure.Check,
        NetworkAdministrationIpv4.Check, NetworkAdministrationIpv6.Check, NetworkAnyPort.Check, NetworkBetweenGroupsAllPorts.Check,
        NetworkCleartext.Check, NetworkContainers.Check, NetworkDatabases.Check, NetworkDefaultGroup.Check, NetworkEgressAllPorts.Check,
        NetworkFileShares.Check, NetworkFlowLogs.Check, NetworkIngressAllPorts.Check, NetworkSubnetPublicAddresses.Check,

        RdsClusterBackup.Check, RdsClusterDeletionProtection.Check, RdsClusterEncrypted.Check, RdsClusterMultiAz.Check,
        RdsClusterSnapshotEncrypted.Check, RdsClusterSnapshotPublic.Check, RdsInstanceBackup.Check, RdsInstanceBackupRetention.Check,
        RdsInstanceDeletionProtection.Check, RdsInstanceEncrypted.Check, RdsInstanceIamAuthentication.Check,
        RdsInstanceMinorUpgrades.Check, RdsInstanceMultiAz.Check, RdsInstancePublic.Check, RdsSnapshotEncrypted.Check,
        RdsSnapshotPublic.Check,

        S3AccountPublicAccessBlock.Check, S3BucketAclsOff.Check, S3BucketEncryption.Check, S3BucketKmsEncryption.Check,
        S3BucketLifecycle.Check, S3BucketLogging.Check, S3BucketMfaDelete.Check, S3BucketObjectLock.Check,
        S3BucketPolicyConfusedDeputy.Check, S3BucketPolicyWildcardAction.Check, S3BucketPublicAccessBlock.Check, S3BucketPublicRead.Check,
        S3BucketPublicWrite.Check, S3BucketSecureTransport.Check, S3BucketVersioning.Check, S3BucketWebsite.Check,

        SecurityHubEnabled.Check,
    ];
}
