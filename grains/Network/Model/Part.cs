namespace Raposa.Network;

/// <summary>The parts of a network's configuration: what was collected of it is known, the rest is unknown.</summary>
internal enum Part
{
    Vpcs,
    Subnets,
    Interfaces,
    Instances,
    SecurityGroups,
    SecurityGroupRules,
    NetworkAcls,
    RouteTables,
    PrefixLists,
    InternetGateways,
    EgressOnlyGateways,
    NatGateways,
    Peerings,
    TransitGateways,
    TransitAttachments,
    TransitRouteTables,
    TransitRoutes,
    Endpoints,
    LoadBalancers,
    ClassicLoadBalancers,
    LoadBalancerAttributes,
    Listeners,
    TargetGroups,
    TargetHealth,
    Databases,
    SearchDomains,
}
