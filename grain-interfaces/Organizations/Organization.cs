using Orleans;

namespace Raposa.Organizations;

/// <summary>An organization as its members see it.</summary>
[GenerateSerializer, Immutable, Alias("raposa.organization")]
public sealed record Organization
{
    [Id(0)] public required OrganizationId Id { get; init; }

    /// <summary>1 to 100 characters, as people wrote it.</summary>
    [Id(1)] public required string Name { get; init; }

    [Id(2)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(3)] public required OrganizationSettings Settings { get; init; }

    /// <summary>True for the generated demo organization, so that nobody takes its data for their own.</summary>
    [Id(4)] public bool IsDemo { get; init; }
}

/// <summary>What an organization decides for itself.</summary>
[GenerateSerializer, Immutable, Alias("raposa.organization-settings")]
public sealed record OrganizationSettings
{
    public static readonly OrganizationSettings Default = new();

    /// <summary>True: records of AWS accounts that this organization has not claimed are rejected, not kept and flagged.</summary>
    [Id(0)] public bool RejectsUnclaimedAccounts { get; init; }
}

/// <summary>What <see cref="IOrganizationGrain.Create"/> needs. The owner is an existing person.</summary>
[GenerateSerializer, Immutable, Alias("raposa.new-organization")]
public sealed record NewOrganization
{
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public required Guid OwnerId { get; init; }
    [Id(2)] public bool IsDemo { get; init; }
}
