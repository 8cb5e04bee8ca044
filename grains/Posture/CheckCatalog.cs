using System.Collections.Frozen;
using System.Collections.Immutable;
using Raposa.Collection;
using Raposa.Collection.Sources;
using Raposa.Posture.Checks;
using Raposa.Posture.Reading;

namespace Raposa.Posture;

/// <summary>Every check by its id. It is checked when it is made, so that a wrong declaration stops the start and not a run.</summary>
internal sealed class CheckCatalog
{
    private readonly FrozenDictionary<string, Check> _byId;

    /// <exception cref="InvalidOperationException">With everything that is wrong with any of them, a line each.</exception>
    public CheckCatalog(IEnumerable<Check> checks, SourceCatalog sources)
    {
        All = [.. checks.OrderBy(check => check.Id, StringComparer.Ordinal)];
        var faults = CheckRules.FaultsOf(All, sources);
        if (!faults.IsEmpty)
        {
            throw new InvalidOperationException($"Checks are declared wrongly:\n{string.Join('\n', faults)}");
        }

        _byId = All.ToFrozenDictionary(check => check.Id);
        Scopes = new(sources.All.Where(source => source.Scope == SourceScope.Region).Select(source => source.Name).ToFrozenSet());
        Sources = [.. All.SelectMany(check => check.Sources).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The checks of the platform.</summary>
    public static CheckCatalog Platform { get; } = new(PlatformChecks.All, SourceCatalog.Platform);

    /// <summary>By id.</summary>
    public ImmutableArray<Check> All { get; }

    public SourceScopes Scopes { get; }

    /// <summary>Every source that any check reads.</summary>
    public ImmutableArray<string> Sources { get; }

    public Check? Find(string id) => _byId.GetValueOrDefault(id);
}
