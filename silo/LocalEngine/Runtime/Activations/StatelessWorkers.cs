using Orleans.Runtime;
using Raposa.LocalEngine.Calls;

namespace Raposa.LocalEngine.Activations;

/// <summary>Several activations of one grain side by side: a call goes to one that is free, else to a new one, else to the least busy.</summary>
internal sealed class StatelessWorkers(Catalog catalog, GrainClass grainClass, GrainId grainId) : ICallReceiver
{
    private readonly List<Activation> _workers = [];

    public IReadOnlyList<Activation> Workers
    {
        get
        {
            lock (_workers)
            {
                return [.. _workers];
            }
        }
    }

    public void Receive(Call call)
    {
        Activation worker;
        lock (_workers)
        {
            var leastBusy = _workers.MinBy(each => each.Load);
            if (leastBusy is null || (leastBusy.Load > 0 && _workers.Count < grainClass.MaxLocalWorkers))
            {
                leastBusy = catalog.NewActivation(grainClass, grainId);
                _workers.Add(leastBusy);
            }

            worker = leastBusy;
        }

        worker.Receive(call);
    }

    public void Remove(Activation worker)
    {
        lock (_workers)
        {
            _workers.Remove(worker);
        }
    }
}
