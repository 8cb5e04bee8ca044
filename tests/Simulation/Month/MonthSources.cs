#if ENGINE_LOCAL
using System.Collections.Immutable;
using Raposa.Collection;

namespace Raposa.Simulation;

/// <summary>Sources with cadences from two hours to a day. Most are steady, so that their times can be said beforehand; every fifth adapts.</summary>
internal sealed class MonthSources : ISourceList
{
    private static readonly int[] Hours = [2, 3, 4, 6, 8, 12, 24];

    private readonly ImmutableArray<SourceDefinition> _all;

    public MonthSources(int count) => _all = [.. Enumerable.Range(0, count).Select(Source)];

    public SourceDefinition? Find(string name) => _all.FirstOrDefault(source => source.Name == name);

    public ImmutableArray<SourceDefinition> Of(Provider provider) => _all;

    public IEnumerable<(SourceDefinition Source, RefreshHint Hint)> RefreshedBy(string eventSource, string detailType) => [];

    private static SourceDefinition Source(int n)
    {
        var usual = TimeSpan.FromHours(Hours[n % Hours.Length]);
        return new()
        {
            Name = $"crowdstrike_thing_{n:00}",
            Description = "A thing.",
            Provider = Provider.CrowdStrike,
            Scope = SourceScope.Account,
            Cadence = n % 5 == 4 ? new(usual, usual / 2, usual * 4) : new(usual, usual, usual),
            Read = new NoRead(),
            Columns = [new("id", "Id", "Its id.", IsKey: true)],
        };
    }

    private sealed record NoRead : SourceRead
    {
        public override ImmutableArray<string> Operations => ["test:Read"];

        public override ImmutableArray<string> Permissions => [];
    }
}
#endif
