namespace Raposa.Ingestion;

/// <summary>A log file as it was judged, and what became of its records.</summary>
internal sealed record TrailFile(string Bucket, CheckedLogFile File, TakenRecords? Taken)
{
    public DateTimeOffset Hour => Lateness.HourOf(File.Key.DeliveredAt);
}

/// <summary>What became of a log file's records. They add up: records = received + duplicate + rejected, once all are stored.</summary>
/// <param name="Received">Events that this log file is the first to prove. Zero while nothing proves it.</param>
/// <param name="Altered">Of the received, those that came before with another content.</param>
internal sealed record TakenRecords(Guid BatchId, int Records, int Received, int Duplicate, int Rejected, int Altered);
