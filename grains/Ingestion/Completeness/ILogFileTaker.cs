namespace Raposa.Ingestion;

/// <summary>Takes the records of a log file into ingestion.</summary>
internal interface ILogFileTaker
{
    /// <summary>Stores the records, each event once, as pulled; if the file is proven, as verified by digest. Safe to repeat.</summary>
    /// <param name="name">What is the same whenever the file is taken: its bucket and key.</param>
    /// <param name="content">As it came, compressed.</param>
    /// <param name="text">The same uncompressed.</param>
    /// <returns>Null if the text holds no records at all, which no log file of CloudTrail's does.</returns>
    /// <exception cref="TrailReadException">Nothing can be stored at this moment.</exception>
    Task<TakenRecords?> TakeAsync(string name, byte[] content, byte[] text, bool isProven);
}
