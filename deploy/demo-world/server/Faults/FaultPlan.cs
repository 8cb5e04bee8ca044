using System.Collections.Concurrent;
using System.Text;

namespace Raposa.DemoWorld.Faults;

/// <summary>
/// What is to go wrong. Whether a try is hit is decided by the seed, the fault and the how-manieth try of the same request it
/// is: so the order in which requests come does not matter, and a request that is repeated gets through in the end.
/// </summary>
internal sealed class FaultPlan(int seed, WorldClock clock)
{
    private readonly ConcurrentDictionary<Guid, Fault> _faults = [];
    private readonly ConcurrentDictionary<(Guid, string), int> _tries = [];

    public IReadOnlyDictionary<Guid, Fault> Faults => _faults;

    public Guid Add(Fault fault)
    {
        var id = Guid.NewGuid();
        _faults[id] = fault;
        return id;
    }

    public bool Remove(Guid id) => _faults.TryRemove(id, out _);

    public void Clear()
    {
        _faults.Clear();
        _tries.Clear();
    }

    /// <summary>The faults that hit this try.</summary>
    public IReadOnlyList<Fault> Strike(FaultSubject subject)
    {
        if (_faults.IsEmpty)
        {
            return [];
        }

        var now = clock.Now;
        return [.. _faults.Where(one => one.Value.Concerns(subject, now) && Hits(one.Key, one.Value, subject)).Select(one => one.Value)];
    }

    private bool Hits(Guid id, Fault fault, FaultSubject subject)
    {
        if (fault.Percent >= 100)
        {
            return true;
        }

        var number = _tries.AddOrUpdate((id, subject.Fingerprint), 1, (_, count) => count + 1);
        var dice = new Dice((ulong)seed).Fork(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{fault.Kind} {subject.Service} {subject.Operation} {subject.Account} {subject.Region} {Hash(subject.Fingerprint)} {number}"));
        return dice.Below(1_000_000) < fault.Percent * 10_000;
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
