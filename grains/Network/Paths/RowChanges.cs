using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Raposa.Network.Paths;

/// <summary>Which rows of the table are not there yet, and which are no more. Rows are told apart by what they say.</summary>
internal sealed class RowChanges
{
    // Half a SHA-256 of what a row says; of several that say the same, the numbers after it.
    private readonly Dictionary<UInt128, int> _before = [];
    private int _highest = -1;

    /// <summary>The ids of rows that are no more; complete once all rows of now were looked at.</summary>
    public IReadOnlyCollection<int> Gone => _before.Values;

    /// <summary>A row that is stored.</summary>
    public void Had(
        int id, int from, int to, int protocol, int fromPort, int toPort, string mechanism, string rules, bool isCertain, bool isEveryone)
    {
        var key = KeyOf(from, to, protocol, fromPort, toPort, mechanism, rules, isCertain, isEveryone);
        while (!_before.TryAdd(key, id))
        {
            key++;
        }

        _highest = Math.Max(_highest, id);
    }

    /// <summary>The rows that are not stored, with the numbers that classes have in the store.</summary>
    public IEnumerable<ReachabilityRow> Among(IEnumerable<ReachabilityRow> rows, ImmutableArray<int> numbers)
    {
        var seen = new HashSet<UInt128>();
        foreach (var one in rows)
        {
            var row = one with { From = Number(one.From, numbers), To = Number(one.To, numbers) };
            var key = KeyOf(
                row.From, row.To, row.Protocol, row.FromPort, row.ToPort, row.Mechanism, string.Join('\n', row.Rules), row.IsCertain, row.IsEveryone);
            while (!seen.Add(key))
            {
                key++;
            }

            if (!_before.Remove(key))
            {
                yield return row;
            }
        }
    }

    /// <summary>Ids that no row has: those of rows that are no more, then new ones.</summary>
    public IEnumerable<int> FreeIds()
    {
        foreach (var id in _before.Values)
        {
            yield return id;
        }

        for (var id = _highest + 1; id >= 0; id++)
        {
            yield return id;
        }
    }

    private static int Number(int place, ImmutableArray<int> numbers) => place == ReachabilityRow.Internet ? place : numbers[place];

    private static UInt128 KeyOf(
        int from, int to, int protocol, int fromPort, int toPort, string mechanism, string rules, bool isCertain, bool isEveryone)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{from} {to} {protocol} {fromPort} {toPort} {(isCertain ? 1 : 0)} {(isEveryone ? 1 : 0)} {mechanism}\n{rules}");
        return BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
