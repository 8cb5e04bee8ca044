"""Fills a moto server with a small estate: something of everything that the collectors read there."""
import json
import sys

import boto3

REGION = "eu-west-1"


def client(service):
    return boto3.client(service, region_name=REGION, endpoint_url=sys.argv[1])


def tags(name):
    return [{"Key": "Name", "Value": name}, {"Key": "team", "Value": "data-insight"}]


def network():
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.20.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]["VpcId"]
    other = ec2.create_vpc(CidrBlock="10.30.0.0/16")["Vpc"]["VpcId"]
    ec2.create_tags(Resources=[vpc], Tags=tags("main"))
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.20.{number}.0/24", AvailabilityZone=f"{REGION}{zone}")["Subnet"]["SubnetId"]
        for number, zone in ((1, "a"), (2, "b"))
    ]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    ec2.associate_route_table(RouteTableId=table, SubnetId=subnets[0])
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    ec2.create_nat_gateway(SubnetId=subnets[0], AllocationId=address)
    ec2.create_egress_only_internet_gateway(VpcId=vpc)
    peering = ec2.create_vpc_peering_connection(VpcId=vpc, PeerVpcId=other)["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
    transit = ec2.create_transit_gateway(Description="between the two")["TransitGateway"]["TransitGatewayId"]
    ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=transit, VpcId=vpc, SubnetIds=subnets)
    prefixes = ec2.create_managed_prefix_list(
        PrefixListName="offices", MaxEntries=5, AddressFamily="IPv4",
        Entries=[{"Cidr": "198.51.100.0/28", "Description": "Lisbon"}, {"Cidr": "203.0.113.0/28"}])["PrefixList"]["PrefixListId"]
    ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=f"com.amazonaws.{REGION}.s3", RouteTableIds=[table])
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    ec2.create_network_acl_entry(
        NetworkAclId=acl, RuleNumber=90, Protocol="6", RuleAction="deny", Egress=False, CidrBlock="0.0.0.0/0",
        PortRange={"From": 22, "To": 22})
    web = ec2.create_security_group(GroupName="web", Description="From anywhere", VpcId=vpc)["GroupId"]
    data = ec2.create_security_group(GroupName="data", Description="From the web", VpcId=vpc)["GroupId"]
    ec2.authorize_security_group_ingress(GroupId=web, IpPermissions=[{
        "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "all"}],
        "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}])
    ec2.authorize_security_group_ingress(GroupId=data, IpPermissions=[
        {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [{"GroupId": web}]},
        {"IpProtocol": "-1", "PrefixListIds": [{"PrefixListId": prefixes}]}])
    image = ec2.describe_images()["Images"][0]["ImageId"]
    ec2.run_instances(
        ImageId=image, InstanceType="t3.micro", MinCount=3, MaxCount=3, SubnetId=subnets[0], SecurityGroupIds=[web],
        TagSpecifications=[{"ResourceType": "instance", "Tags": tags("web")}],
        MetadataOptions={"HttpTokens": "required", "HttpEndpoint": "enabled"})
    volume = ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=8, Encrypted=True)["VolumeId"]
    ec2.create_snapshot(VolumeId=volume, Description="before the upgrade")
    client("s3").create_bucket(Bucket="flow-logs", CreateBucketConfiguration={"LocationConstraint": REGION})
    ec2.create_flow_logs(
        ResourceIds=[vpc], ResourceType="VPC", TrafficType="ALL", LogDestinationType="s3", LogDestination="arn:aws:s3:::flow-logs")
    return vpc, subnets, web


def balancers(vpc, subnets, group):
    classic = client("elb")
    classic.create_load_balancer(
        LoadBalancerName="classic", Subnets=subnets, SecurityGroups=[group],
        Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstanceProtocol": "HTTP", "InstancePort": 8080}])
    elbv2 = client("elbv2")
    balancer = elbv2.create_load_balancer(Name="front", Subnets=subnets, SecurityGroups=[group])["LoadBalancers"][0]["LoadBalancerArn"]
    target = elbv2.create_target_group(Name="web", Protocol="HTTP", Port=8080, VpcId=vpc)["TargetGroups"][0]["TargetGroupArn"]
    instances = [
        one["InstanceId"] for reservation in client("ec2").describe_instances()["Reservations"] for one in reservation["Instances"]]
    elbv2.register_targets(TargetGroupArn=target, Targets=[{"Id": one} for one in instances])
    elbv2.create_listener(
        LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=[{"Type": "forward", "TargetGroupArn": target}])


def buckets():
    s3 = client("s3")
    s3.create_bucket(Bucket="bare", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.create_bucket(Bucket="kept.well", CreateBucketConfiguration={"LocationConstraint": REGION}, ObjectLockEnabledForBucket=True)
    s3.put_bucket_encryption(Bucket="kept.well", ServerSideEncryptionConfiguration={
        "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "alias/kept"}}]})
    s3.put_bucket_versioning(Bucket="kept.well", VersioningConfiguration={"Status": "Enabled"})
    s3.put_public_access_block(Bucket="kept.well", PublicAccessBlockConfiguration={
        "BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True})
    s3.put_bucket_policy(Bucket="kept.well", Policy=json.dumps({"Version": "2012-10-17", "Statement": [{
        "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::kept.well/*",
        "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}))
    s3.put_bucket_tagging(Bucket="kept.well", Tagging={"TagSet": tags("kept")})
    s3.put_bucket_lifecycle_configuration(Bucket="kept.well", LifecycleConfiguration={"Rules": [{
        "ID": "old", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 30}}]})
    s3.put_bucket_ownership_controls(Bucket="kept.well", OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]})


def identities():
    iam = client("iam")
    for number in range(3):
        iam.create_user(UserName=f"user-{number}", Tags=tags("person"))
        iam.create_access_key(UserName=f"user-{number}")
    iam.create_login_profile(UserName="user-0", Password="correct-Horse-9-battery")
    iam.create_group(GroupName="operators")
    iam.add_user_to_group(GroupName="operators", UserName="user-0")
    policy = iam.create_policy(PolicyName="read", PolicyDocument=json.dumps({
        "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "*"}]}))["Policy"]["Arn"]
    iam.attach_group_policy(GroupName="operators", PolicyArn=policy)
    iam.put_user_policy(UserName="user-1", PolicyName="inline", PolicyDocument=json.dumps({
        "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}]}))
    iam.create_role(RoleName="worker", AssumeRolePolicyDocument=json.dumps({
        "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}))
    iam.create_instance_profile(InstanceProfileName="worker")
    iam.add_role_to_instance_profile(InstanceProfileName="worker", RoleName="worker")
    iam.update_account_password_policy(MinimumPasswordLength=14, RequireSymbols=True, MaxPasswordAge=90)
    iam.create_account_alias(AccountAlias="example-estate")
    iam.create_virtual_mfa_device(VirtualMFADeviceName="user-0")


def databases(subnets):
    rds = client("rds")
    rds.create_db_subnet_group(DBSubnetGroupName="data", DBSubnetGroupDescription="data", SubnetIds=subnets)
    rds.create_db_instance(
        DBInstanceIdentifier="orders", DBInstanceClass="db.t3.micro", Engine="postgres", AllocatedStorage=20, MasterUsername="master",
        MasterUserPassword="correct-horse", DBSubnetGroupName="data", StorageEncrypted=True, Tags=tags("orders"))
    rds.create_db_cluster(DBClusterIdentifier="ledger", Engine="aurora-postgresql", MasterUsername="master", MasterUserPassword="correct-horse")
    rds.create_db_snapshot(DBSnapshotIdentifier="before", DBInstanceIdentifier="orders")


def names():
    route53 = client("route53")
    zone = route53.create_hosted_zone(Name="example.com.", CallerReference="one")["HostedZone"]["Id"]
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [
        {"Action": "CREATE", "ResourceRecordSet": {"Name": f"host-{number}.example.com.", "Type": "A", "TTL": 60,
                                                   "ResourceRecords": [{"Value": f"198.51.100.{number}"}]}}
        for number in range(1, 4)]})
    client("cloudfront").create_distribution(DistributionConfig={
        "CallerReference": "one", "Comment": "the site", "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [{"Id": "o", "DomainName": "kept.well.s3.amazonaws.com",
                                              "S3OriginConfig": {"OriginAccessIdentity": ""}}]},
        "DefaultCacheBehavior": {"TargetOriginId": "o", "ViewerProtocolPolicy": "redirect-to-https",
                                 "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}}, "MinTTL": 0}})


def keys_and_accounts():
    kms = client("kms")
    key = kms.create_key(Description="kept")["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/kept", TargetKeyId=key)
    kms.enable_key_rotation(KeyId=key)
    organizations = client("organizations")
    organizations.create_organization(FeatureSet="ALL")
    organizations.create_account(Email="one@example.com", AccountName="one")


def collector():
    """The role that the collector assumes, as onboarding asks for it."""
    client("iam").create_role(RoleName="RaposaReadOnly", AssumeRolePolicyDocument=json.dumps({
        "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}))


vpc, subnets, group = network()
buckets()
balancers(vpc, subnets, group)
identities()
databases(subnets)
names()
keys_and_accounts()
collector()
