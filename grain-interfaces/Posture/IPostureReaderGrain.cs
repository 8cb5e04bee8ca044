using System.Collections.Immutable;
using Orleans;

namespace Raposa.Posture;

/// <summary>
/// What checks say, from PostgreSQL. Keyed by organization; stateless. A time to read as of means the last analysis at that
/// time or before, which every answer names; null is now.
/// </summary>
[Alias("raposa.posture-reader-grain")]
public interface IPostureReaderGrain : IGrainWithStringKey
{
    /// <summary>Every check, by id, with how many verdicts it has.</summary>
    [Alias("get-checks")]
    Task<CheckList> GetChecks(DateTimeOffset? asOf);

    /// <summary>One check, or null.</summary>
    [Alias("get-check")]
    Task<CheckInfo?> GetCheck(string id, DateTimeOffset? asOf);

    /// <summary>Verdicts, failing ones with the highest severity first. Every page must ask as of the same time.</summary>
    /// <exception cref="ArgumentException">The cursor is not one that this platform gave.</exception>
    [Alias("get-results")]
    Task<CheckResultPage> GetResults(CheckResultQuery query);

    /// <summary>
    /// The verdict on one resource, and the same recomputed from the snapshots that it was made from; null if there was none.
    /// </summary>
    [Alias("explain")]
    Task<CheckExplanation?> Explain(CheckResultKey key, DateTimeOffset? asOf);

    /// <summary>The frameworks that checks are evidence for.</summary>
    [Alias("get-frameworks")]
    Task<ImmutableArray<FrameworkInfo>> GetFrameworks();

    /// <summary>How each requirement of a framework stood, or null if there is no such framework.</summary>
    [Alias("get-compliance")]
    Task<ComplianceReport?> GetCompliance(string framework, DateTimeOffset? asOf);
}
