using Orleans;

namespace Raposa.Organizations;

/// <summary>A person in an organization.</summary>
[GenerateSerializer, Immutable, Alias("raposa.member")]
public sealed record Member
{
    [Id(0)] public required Guid PersonId { get; init; }
    [Id(1)] public required string Email { get; init; }
    [Id(2)] public required Role Role { get; init; }
    [Id(3)] public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>True until the person accepted their invitation. Until then they are a name on a list and may do nothing.</summary>
    [Id(4)] public bool IsInvited { get; init; }
}

/// <summary>
/// A member just added. The invitation token is shown this once; null where they have accepted one before.
/// </summary>
[GenerateSerializer, Immutable, Alias("raposa.added-member")]
public sealed record AddedMember([property: Id(0)] Member Member, [property: Id(1)] string? InvitationToken);
