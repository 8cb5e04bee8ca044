using System.Collections.Immutable;
using System.Net;

namespace Raposa.Cli;

/// <summary>How a delivery ended.</summary>
internal abstract record DeliveryOutcome;

/// <summary>It is durable at the other side.</summary>
internal sealed record Received(Receipt Receipt) : DeliveryOutcome;

/// <summary>The server read it and does not want it; sending it again changes nothing.</summary>
internal sealed record Refused(HttpStatusCode Status, string Code, string Detail) : DeliveryOutcome;

/// <summary>It did not get there.</summary>
internal sealed record Undelivered(string Reason) : DeliveryOutcome
{
    public bool IsWorthRetrying { get; init; }
}

/// <summary>The part of the server's receipt that a sender needs.</summary>
internal sealed record Receipt(
    Guid BatchId, int Records, int Accepted, int Duplicate, int Rejected, int Unclaimed, ImmutableArray<ReceiptRejection> Rejections);

internal sealed record ReceiptRejection(int Index, string Reason, string Detail);
