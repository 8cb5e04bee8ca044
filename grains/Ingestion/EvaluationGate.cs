using System.Threading.Channels;

namespace Raposa.Ingestion;

/// <summary>
/// How many evaluations run at a time in this process: half as many as it has cores. Senders wait for the commit and nobody waits
/// for detection, so detection must not take the machine, and the database, away from the commits.
/// </summary>
internal sealed class EvaluationGate
{
    private readonly Channel<Place> _places = Channel.CreateBounded<Place>(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Comes back when there is room, which is kept until what this returns is disposed of.</summary>
    public async Task<IDisposable> EnterAsync()
    {
        var place = new Place(_places.Reader);
        await _places.Writer.WriteAsync(place);
        return place;
    }

    private sealed class Place(ChannelReader<Place> taken) : IDisposable
    {
        // Which of the places is given back does not matter: they are all alike.
        public void Dispose() => taken.TryRead(out _);
    }
}
