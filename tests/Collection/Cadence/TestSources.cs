using System.Collections.Immutable;

namespace Raposa.Collection;

/// <summary>Sources without a vendor: a name, a scope and a cadence.</summary>
internal sealed class TestSources(params SourceDefinition[] sources) : ISourceList
{
    public static readonly Cadence Five = Minutes(5, 2, 20);

    public SourceDefinition? Find(string name) => Array.Find(sources, source => source.Name == name);

    public ImmutableArray<SourceDefinition> Of(Provider provider) =>
        [.. sources.Where(source => source.Provider == provider).OrderBy(source => source.Name, StringComparer.Ordinal)];

    public IEnumerable<(SourceDefinition Source, RefreshHint Hint)> RefreshedBy(string eventSource, string detailType) =>
        from source in sources
        from hint in source.RefreshedBy
        where hint.EventSource == eventSource && hint.DetailType == detailType
        select (source, hint);

    public static Cadence Minutes(double usual, double fastest, double slowest) =>
        new(TimeSpan.FromMinutes(usual), TimeSpan.FromMinutes(fastest), TimeSpan.FromMinutes(slowest));

    public static SourceDefinition Source(
        string name, Cadence? cadence = null, SourceScope scope = SourceScope.Account, Provider provider = Provider.Aws) => new()
        {
            Name = name,
            Description = $"A {name}.",
            Provider = provider,
            Scope = scope,
            Cadence = cadence ?? Five,
            Read = new NoRead(),
            Columns = [new("id", "Id", "Its id.", IsKey: true)],
        };

    private sealed record NoRead : SourceRead
    {
        public override ImmutableArray<string> Operations => ["test:Read"];

        public override ImmutableArray<string> Permissions => [];
    }
}
