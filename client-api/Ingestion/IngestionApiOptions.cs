namespace Raposa.Ingestion;

/// <summary>Settings of the section <c>Raposa:Ingestion</c> that the edge needs.</summary>
public sealed class IngestionApiOptions
{
    /// <summary>Bytes of a body as received, compressed or not.</summary>
    public int MaxWireBytes { get; set; } = 5 * 1024 * 1024;

    /// <summary>How long the sender of a signed body waits at the most.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>EventBridge hangs up after 5 seconds; it must hear before.</summary>
    public TimeSpan AnswerEventBridgeWithin { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>The limit that belongs to the channel.</summary>
    public TimeSpan AnswerWithinOf(DeliveryChannel channel) =>
        channel == DeliveryChannel.EventBridge ? AnswerEventBridgeWithin : AnswerWithin;
}
