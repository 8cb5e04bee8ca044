using System.Diagnostics.Metrics;

namespace Raposa.Ingestion;

/// <summary>
/// What came in and what was turned away. Which check refused a delivery is said here and nowhere else: the sender is
/// always told the same.
/// </summary>
internal sealed class IngestionMeter
{
    private readonly Counter<long> _refused;
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _duplicate;
    private readonly Counter<long> _rejected;

    public IngestionMeter(IMeterFactory meters)
    {
        var meter = meters.Create("Raposa.Ingestion");
        _refused = meter.CreateCounter<long>("raposa.ingest.refused", description: "Deliveries of which nothing was stored, by reason.");
        _accepted = meter.CreateCounter<long>("raposa.ingest.accepted", description: "Records stored as new events.");
        _duplicate = meter.CreateCounter<long>("raposa.ingest.duplicate", description: "Records of events that were there before.");
        _rejected = meter.CreateCounter<long>("raposa.ingest.rejected", description: "Records that are no events of the organization, by reason.");
    }

    public void CountRefusal(string reason, DeliveryChannel channel) =>
        _refused.Add(1, new("reason", reason), new("channel", ChannelOf(channel)));

    public void Count(IngestReceipt receipt, DeliveryChannel channel)
    {
        _accepted.Add(receipt.Accepted, new KeyValuePair<string, object?>("channel", ChannelOf(channel)));
        _duplicate.Add(receipt.Duplicate, new KeyValuePair<string, object?>("channel", ChannelOf(channel)));
        foreach (var (reason, count) in receipt.Rejections.CountBy(one => one.Reason))
        {
            _rejected.Add(count, new("reason", reason), new("channel", ChannelOf(channel)));
        }
    }

    private static string ChannelOf(DeliveryChannel channel) => channel == DeliveryChannel.Webhook ? "webhook" : "eventbridge";
}
