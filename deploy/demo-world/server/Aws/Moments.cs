using Raposa.DemoWorld.Estate;

namespace Raposa.DemoWorld.Aws;

/// <summary>Moments of the estate, kept while pages of them are being read. Time goes in steps, so that many requests share one.</summary>
internal sealed class Moments(CompanyEstate company)
{
    private const int Most = 8;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly LinkedList<EstateMoment> _kept = [];

    public EstateMoment At(DateTimeOffset time)
    {
        var at = new DateTimeOffset(time.UtcTicks / Step.Ticks * Step.Ticks, TimeSpan.Zero);
        lock (_gate)
        {
            var node = _kept.First;
            while (node is not null && node.Value.At != at)
            {
                node = node.Next;
            }

            var moment = node?.Value ?? new(company, at);
            if (node is not null)
            {
                _kept.Remove(node);
            }

            _kept.AddFirst(moment);
            if (_kept.Count > Most)
            {
                _kept.RemoveLast();
            }

            return moment;
        }
    }
}
