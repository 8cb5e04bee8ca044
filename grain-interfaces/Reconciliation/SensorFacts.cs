using Orleans;

namespace Raposa.Reconciliation;

/// <summary>What reconciliation reads of a Falcon host record, from the columns of <c>crowdstrike_host</c>.</summary>
[GenerateSerializer, Immutable, Alias("raposa.sensor-facts")]
public sealed record SensorFacts
{
    /// <summary>The Falcon tenant that has the record: a customer id.</summary>
    [Id(0)] public required string Tenant { get; init; }
    [Id(1)] public required string DeviceId { get; init; }
    [Id(2)] public string? InstanceId { get; init; }

    /// <summary>Of its cloud.</summary>
    [Id(3)] public string? AccountId { get; init; }

    /// <summary>Read out of its zone.</summary>
    [Id(4)] public string? Region { get; init; }

    /// <summary>Such as <c>AWS_EC2_V2</c>.</summary>
    [Id(5)] public string? Provider { get; init; }

    /// <summary>Whether its hardware is EC2's; null where the record says nothing of it.</summary>
    [Id(6)] public bool? IsEc2Hardware { get; init; }
    [Id(7)] public string? ProductType { get; init; }
    [Id(8)] public string? LocalIp { get; init; }

    /// <summary>Lower case, with colons.</summary>
    [Id(9)] public string? Mac { get; init; }

    /// <summary>Lower case.</summary>
    [Id(10)] public string? HostName { get; init; }
    [Id(11)] public string? AgentVersion { get; init; }

    /// <summary>It runs without seeing much, because it does not know the kernel.</summary>
    [Id(12)] public bool IsReduced { get; init; }
    [Id(13)] public DateTimeOffset FirstSeenAt { get; init; }
    [Id(14)] public DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When the newest snapshot of its tenant was sealed: its silence is measured against this.</summary>
    [Id(15)] public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Missing from the newest snapshot, and in one of the last two days.</summary>
    [Id(16)] public bool IsRemembered { get; init; }

    public SensorName Key => new(Tenant, DeviceId);
}

/// <summary>A sensor of an organization.</summary>
[GenerateSerializer, Immutable, Alias("raposa.sensor-name")]
public readonly record struct SensorName([property: Id(0)] string Tenant, [property: Id(1)] string DeviceId)
{
    public override string ToString() => $"{Tenant}/{DeviceId}";
}
