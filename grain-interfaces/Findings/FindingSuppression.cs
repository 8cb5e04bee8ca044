using Orleans;
using Raposa.Incidents;
using Raposa.Organizations;

namespace Raposa.Findings;

/// <summary>
/// Somebody knows of a finding and sets it aside for a time. It shows again by itself when that time is over, or when it gets worse.
/// </summary>
[GenerateSerializer, Immutable, Alias("raposa.finding-suppression")]
public sealed record FindingSuppression
{
    [Id(0)] public required string Reason { get; init; }
    [Id(1)] public required Guid Author { get; init; }

    /// <summary>The author's e-mail address, as it was then.</summary>
    [Id(2)] public required string AuthorName { get; init; }
    [Id(3)] public required DateTimeOffset At { get; init; }
    [Id(4)] public required DateTimeOffset Until { get; init; }

    /// <summary>The finding's severity then: a higher one is not covered.</summary>
    [Id(5)] public required Severity Severity { get; init; }

    /// <summary>Whether it holds now: decided when it is read.</summary>
    [Id(6)] public required bool IsActive { get; init; }
}

/// <summary>Key of <see cref="IFindingGrain"/>: <c>{org}/{finding}</c>.</summary>
public sealed record FindingKey(OrganizationId Organization, Guid FindingId)
{
    /// <exception cref="FormatException">The text is not such a key.</exception>
    public static FindingKey Parse(string text) =>
        text.Split('/') is [var organization, var finding] && Guid.TryParse(finding, out var id)
            ? new(OrganizationId.Parse(organization), id)
            : throw new FormatException($"'{text}' is no key of a finding.");

    public override string ToString() => $"{Organization}/{FindingId:D}";
}
