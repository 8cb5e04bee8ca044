#if ENGINE_LOCAL
using System.Collections.Immutable;
using System.Globalization;
using Raposa.Collection;
using Raposa.LocalEngine.Simulation;

namespace Raposa.Simulation;

/// <summary>A vendor of one to three pages a source, each within seconds; one source takes a minute a page. Now and then it fails or throttles.</summary>
internal sealed class MonthVendor(MonthWatch watch, Chance chance, TimeProvider time, bool grainsDieAlone, Func<Task> mayCrash) : ISourceReader
{
    private readonly HashSet<CollectorKey> _reading = [];

    /// <summary>The silo is gone, and with it whoever was reading.</summary>
    public void Forget() => _reading.Clear();

    public async Task<SourcePage> ReadAsync(
        SourceDefinition source, CollectorKey key, string? cursor, ImmutableArray<string> only, CancellationToken cancellationToken)
    {
        // A grain that dies alone leaves its page behind, and nobody hears of it.
        if (!_reading.Add(key) && !grainsDieAlone)
        {
            throw new InvalidOperationException($"{key} is read twice at once.");
        }

        try
        {
            watch.Read(key, cursor);
            var isSlow = source.Name.EndsWith("00", StringComparison.Ordinal);
            await Task.Delay(isSlow ? TimeSpan.FromMinutes(1) : chance.Next(TimeSpan.FromSeconds(3)), time, cancellationToken);
            await mayCrash();
            return chance.Next(100) switch
            {
                0 => throw new SourceReadException(new(FailureKind.Transient, "test:Read", "500", "An internal error."), null),
                1 => throw new SourceReadException(
                    new(FailureKind.Throttled, "test:Read", "429", "Rate exceeded."), TimeSpan.FromSeconds(30), throttled: 1),
                _ => PageAfter(cursor),
            };
        }
        finally
        {
            _reading.Remove(key);
        }
    }

    private SourcePage PageAfter(string? cursor)
    {
        watch.Pages++;
        var page = cursor is null ? 1 : int.Parse(cursor, CultureInfo.InvariantCulture);
        var isLast = page == 3 || chance.Next(2) == 0;
        return new([new("thing", "{}"u8.ToArray())], isLast ? null : (page + 1).ToString(CultureInfo.InvariantCulture));
    }
}
#endif
