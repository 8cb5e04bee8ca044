namespace Raposa.Ingestion;

/// <summary>How much inflated text this process holds at once, so that many large bodies at a time cannot exhaust its memory.</summary>
internal sealed class BytesInFlight(long limit)
{
    private long _held;

    /// <summary>False if there is no room now. One body is always let in, however large it is.</summary>
    public bool TryEnter(long bytes)
    {
        var held = Interlocked.Add(ref _held, bytes);
        if (held <= limit || held == bytes)
        {
            return true;
        }

        Interlocked.Add(ref _held, -bytes);
        return false;
    }

    public void Leave(long bytes) => Interlocked.Add(ref _held, -bytes);
}
