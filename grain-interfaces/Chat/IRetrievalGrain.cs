using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace Raposa.Chat;

/// <summary>Finds evidence for a question. Keyed by organization; stateless. What it finds is as new as the findings.</summary>
[Alias("raposa.retrieval-grain")]
public interface IRetrievalGrain : IGrainWithStringKey
{
    /// <remarks>The first search after a large change embeds it, which may take longer than a call usually does.</remarks>
    /// <param name="question">As a person wrote it.</param>
    /// <param name="limit">1 to 50.</param>
    [ResponseTimeout("00:01:00"), Alias("search")]
    Task<SearchResult> Search(string question, int limit);
}

/// <summary>Keeps what can be found by a question up with the findings and incidents. Keyed by organization: one at a time.</summary>
[Alias("raposa.retrieval-index-grain")]
public interface IRetrievalIndexGrain : IGrainWithStringKey
{
    /// <summary>Embeds what changed by the built-in embedder, and only that. Returns the version, which counts up with each change.</summary>
    [AlwaysInterleave, ResponseTimeout("00:01:00"), Alias("refresh")]
    Task<long> Refresh();

    /// <summary>
    /// Does so, and has the configured model embed whatever has no vector of it, before it is written. Questions wait for none of that. A model that fails leaves
    /// passages with their built-in vectors; the next call tries again. Returns the version.
    /// </summary>
    [ResponseTimeout("00:30:00"), Alias("embed")]
    Task<long> Embed();
}

/// <param name="Version">Of the passages that were searched.</param>
/// <param name="Intent">What the question was read as.</param>
/// <param name="Evidence">Numbered from 1.</param>
[GenerateSerializer, Immutable, Alias("raposa.search-result")]
public sealed record SearchResult(
    [property: Id(0)] long Version, [property: Id(1)] Intent Intent, [property: Id(2)] ImmutableArray<Evidence> Evidence);
