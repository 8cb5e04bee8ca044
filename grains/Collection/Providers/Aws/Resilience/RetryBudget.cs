using System.Collections.Concurrent;

namespace Raposa.Collection;

/// <summary>
/// How many retries a service may cost in one account and region while nothing of it succeeds. A call that succeeds in the
/// end gives back what its retries took, so that a service which throttles one call in three is read to its end, and
/// one that is dying is soon asked once per call only.
/// </summary>
internal sealed class RetryBudget(int capacity)
{
    private readonly ConcurrentDictionary<string, int> _spent = new(StringComparer.Ordinal);

    /// <summary>False if nothing is left.</summary>
    public bool TrySpend(string scope)
    {
        while (true)
        {
            var spent = _spent.GetOrAdd(scope, 0);
            if (spent >= capacity)
            {
                return false;
            }

            if (_spent.TryUpdate(scope, spent + 1, spent))
            {
                return true;
            }
        }
    }

    /// <summary>After a success: what its retries took, and one more for what failed before it.</summary>
    public void GiveBack(string scope, int retries)
    {
        if (_spent.ContainsKey(scope))
        {
            _spent.AddOrUpdate(scope, 0, (_, spent) => Math.Max(0, spent - retries - 1));
        }
    }
}
