using System.Collections.Immutable;
using Orleans;

namespace Raposa.Reconciliation;

/// <summary>What reconciliation reads of an EC2 instance, from the columns of <c>aws_ec2_instance</c>.</summary>
[GenerateSerializer, Immutable, Alias("raposa.instance-facts")]
public sealed record InstanceFacts
{
    [Id(0)] public required string AccountId { get; init; }
    [Id(1)] public required string Region { get; init; }
    [Id(2)] public required string InstanceId { get; init; }
    [Id(3)] public required InstanceLife Life { get; init; }

    /// <summary>When it was last started; the beginning of time where the vendor does not say.</summary>
    [Id(4)] public DateTimeOffset LaunchedAt { get; init; }
    [Id(5)] public string? Name { get; init; }

    /// <summary>Its tag <c>Role</c>, else the name of its instance profile, else null.</summary>
    [Id(6)] public string? Role { get; init; }

    /// <summary>The EKS cluster whose node it is.</summary>
    [Id(7)] public string? Cluster { get; init; }
    [Id(8)] public SnowflakeClass Snowflake { get; init; }
    [Id(9)] public string? Environment { get; init; }
    [Id(10)] public bool HasPublicAddress { get; init; }

    /// <summary>Of all its interfaces.</summary>
    [Id(11)] public ImmutableArray<string> PrivateIps { get; init; } = [];

    /// <summary>Of all its interfaces: lower case, with colons.</summary>
    [Id(12)] public ImmutableArray<string> Macs { get; init; } = [];

    /// <summary>Lower case.</summary>
    [Id(13)] public string? PrivateDnsName { get; init; }

    /// <summary>Unique in an organization: an AWS account belongs to one, an instance to one account.</summary>
    public InstanceName Key => new(AccountId, InstanceId);
}

/// <summary>An instance of an organization.</summary>
[GenerateSerializer, Immutable, Alias("raposa.instance-name")]
public readonly record struct InstanceName([property: Id(0)] string AccountId, [property: Id(1)] string InstanceId)
{
    public override string ToString() => $"{AccountId}/{InstanceId}";
}

/// <summary>Append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.instance-life")]
public enum InstanceLife
{
    /// <summary>It runs, or starts to.</summary>
    Live = 1,

    /// <summary>It can be started again.</summary>
    Stopped = 2,

    /// <summary>It is gone; EC2 shows it for about an hour more.</summary>
    Terminated = 3,
}

/// <summary>Whether another would take a machine's place if it died. Append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.snowflake-class")]
public enum SnowflakeClass
{
    /// <summary>A node of an EKS cluster.</summary>
    EksNode = 1,

    /// <summary>Of an autoscaling group.</summary>
    Autoscaled = 2,

    /// <summary>Made by a CloudFormation stack.</summary>
    Stack = 3,

    /// <summary>None of these: one of a kind, set up by hand as far as AWS can tell.</summary>
    Snowflake = 4,
}
