using System.Text.Json;
using Raposa.Collection;

namespace Raposa.Accounts;

/// <summary>A row of <c>accounts.connection</c>.</summary>
internal sealed record ConnectionRow
{
    public const string Columns =
        """
        account_id as AccountId, provider as Provider, state as State, created_at as CreatedAt, connected_at as ConnectedAt,
          role_arn as RoleArn, external_id as ExternalId, entry as Entry, regions as Regions, follows_enabled_regions as FollowsEnabledRegions,
          client_id as ClientId, base_url as BaseUrl, tested_at as TestedAt, test_identity as TestIdentity,
          test_failure::text as TestFailure
        """;

    public required string AccountId { get; init; }

    public required short Provider { get; init; }

    public required short State { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? ConnectedAt { get; init; }

    public string? RoleArn { get; init; }

    public string? ExternalId { get; init; }

    public required short Entry { get; init; }

    public required string[] Regions { get; init; }

    public required bool FollowsEnabledRegions { get; init; }

    public string? ClientId { get; init; }

    public string? BaseUrl { get; init; }

    public DateTime? TestedAt { get; init; }

    public string? TestIdentity { get; init; }

    public string? TestFailure { get; init; }

    public byte[]? Sealed { get; init; }

    public AccountConnection ToConnection() => new()
    {
        AccountId = AccountId,
        Provider = (Provider)Provider,
        State = (ConnectionState)State,
        CreatedAt = CreatedAt,
        ConnectedAt = ConnectedAt,
        LastTest = TestedAt is { } testedAt
            ? new(testedAt, TestIdentity, TestFailure is null ? null : JsonSerializer.Deserialize<RunFailure>(TestFailure))
            : null,
        RoleArn = RoleArn,
        ExternalId = ExternalId,
        Entry = (AwsEntry)Entry,
        Regions = [.. Regions],
        FollowsEnabledRegions = FollowsEnabledRegions,
        ClientId = ClientId,
        BaseUrl = BaseUrl,
    };
}
