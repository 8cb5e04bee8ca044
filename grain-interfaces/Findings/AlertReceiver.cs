using Orleans;
using Raposa.Organizations;

namespace Raposa.Findings;

/// <summary>Somewhere that an organization's alerts go.</summary>
[GenerateSerializer, Immutable, Alias("raposa.alert-receiver")]
public sealed record AlertReceiver
{
    [Id(0)] public required Guid Id { get; init; }
    [Id(1)] public required AlertReceiverKind Kind { get; init; }
    [Id(2)] public required string Name { get; init; }

    /// <summary>An https URL, or an e-mail address.</summary>
    [Id(3)] public required string Target { get; init; }
    [Id(4)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when nothing reached it; null while the last message did.</summary>
    [Id(5)] public DateTimeOffset? FailingSince { get; init; }

    /// <summary>It gets nothing any more: it said so (410), or nothing reached it for days.</summary>
    [Id(6)] public DateTimeOffset? DisabledAt { get; init; }
    [Id(7)] public string? DisabledReason { get; init; }
}

[GenerateSerializer, Alias("raposa.alert-receiver-kind")]
public enum AlertReceiverKind
{
    /// <summary>A POST signed as Standard Webhooks says.</summary>
    Webhook = 1,
    Mail = 2,
}

/// <summary>A receiver that was just made. The secret is shown this once; mail has none.</summary>
[GenerateSerializer, Immutable, Alias("raposa.created-alert-receiver")]
public sealed record CreatedAlertReceiver([property: Id(0)] AlertReceiver Receiver, [property: Id(1)] string? SigningSecret);

/// <summary>One message to one receiver.</summary>
[GenerateSerializer, Immutable, Alias("raposa.alert-delivery")]
public sealed record AlertDelivery
{
    /// <summary>The <c>webhook-id</c>: the same at every attempt.</summary>
    [Id(0)] public required Guid Id { get; init; }

    /// <summary><c>finding.opened</c>, <c>finding.reopened</c>, <c>finding.resolved</c> or <c>finding.closed</c>.</summary>
    [Id(1)] public required string EventType { get; init; }
    [Id(2)] public required Guid FindingId { get; init; }
    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }
    [Id(4)] public required int Attempts { get; init; }

    /// <summary>Null when it was delivered or given up.</summary>
    [Id(5)] public DateTimeOffset? NextAttemptAt { get; init; }
    [Id(6)] public DateTimeOffset? DeliveredAt { get; init; }
    [Id(7)] public string? LastError { get; init; }
}

/// <summary>Key of <see cref="IAlertReceiverGrain"/>: <c>{org}/{receiver}</c>.</summary>
public sealed record AlertReceiverKey(OrganizationId Organization, Guid ReceiverId)
{
    /// <exception cref="FormatException">The text is not such a key.</exception>
    public static AlertReceiverKey Parse(string text) =>
        text.Split('/') is [var organization, var receiver] && Guid.TryParseExact(receiver, "D", out var id)
            ? new(OrganizationId.Parse(organization), id)
            : throw new FormatException($"'{text}' is not the key of an alert receiver ({{org}}/{{receiver}}).");

    public override string ToString() => $"{Organization}/{ReceiverId:D}";
}
