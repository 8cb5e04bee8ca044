using System.Collections.Immutable;
using Raposa.Collection.Sources.Aws;

namespace Raposa.Collection.Sources;

/// <summary>The sources of AWS, in the order of the alphabet.</summary>
internal static class AwsSources
{
    public static readonly ImmutableArray<SourceDefinition> All =
    [
        Ec2Address.Source,
        Ec2EbsEncryption.Source,
        Ec2EgressOnlyInternetGateway.Source,
        Ec2FlowLog.Source,
        Ec2Image.Source,
        Ec2Instance.Source,
        Ec2InternetGateway.Source,
        Ec2ManagedPrefixList.Source,
        Ec2NatGateway.Source,
        Ec2NetworkAcl.Source,
        Ec2NetworkInterface.Source,
        Ec2PublicSnapshot.Source,
        Ec2RouteTable.Source,
        Ec2SecurityGroup.Source,
        Ec2SecurityGroupRule.Source,
        Ec2Snapshot.Source,
        Ec2Subnet.Source,
        Ec2TransitGateway.Source,
        Ec2TransitGatewayAttachment.Source,
        Ec2TransitGatewayRoute.Source,
        Ec2TransitGatewayRouteTable.Source,
        Ec2Volume.Source,
        Ec2Vpc.Source,
        Ec2VpcEndpoint.Source,
        Ec2VpcPeeringConnection.Source,
    ];
}
