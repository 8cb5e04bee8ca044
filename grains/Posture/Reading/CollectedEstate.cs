using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Raposa.Posture.Reading;

/// <summary>What was collected of an organization's accounts, as of a time: documents, and how completely each source is known.</summary>
internal sealed class CollectedEstate
{
    private readonly FrozenDictionary<(string Source, string Account), ImmutableArray<CollectedDocument>> _documents;
    private readonly FrozenDictionary<(string Source, string Account), ImmutableArray<EstateChain>> _chains;
    private readonly ConcurrentDictionary<(Type, string), object> _derived = [];

    /// <param name="asOf">The time that it stood so; ages are counted to it.</param>
    /// <param name="chains">Sources without a chain in an account are not known there at all.</param>
    public CollectedEstate(DateTimeOffset asOf, IEnumerable<EstateChain> chains, IEnumerable<CollectedDocument> documents)
    {
        AsOf = asOf;
        _documents = documents.GroupBy(document => (document.Source, document.AccountId))
            .ToFrozenDictionary(group => group.Key, group => group.OrderBy(document => document.Region, StringComparer.Ordinal)
                .ThenBy(document => document.Key, StringComparer.Ordinal).ToImmutableArray());
        _chains = chains.GroupBy(chain => (chain.Source, chain.AccountId))
            .ToFrozenDictionary(group => group.Key, group => group.OrderBy(chain => chain.Region, StringComparer.Ordinal).ToImmutableArray());
        Accounts = [.. _chains.Keys.Concat(_documents.Keys).Where(key => key.Source.StartsWith("aws_", StringComparison.Ordinal))
            .Select(key => key.Account).Distinct().Order(StringComparer.Ordinal)];
    }

    public DateTimeOffset AsOf { get; }

    /// <summary>The AWS accounts that anything is known of.</summary>
    public ImmutableArray<string> Accounts { get; }

    /// <summary>The regions of an account in which any source is read.</summary>
    public ImmutableArray<string> RegionsOf(string account) => Derived<RegionList>(account, () => new(
        [.. _chains.Where(pair => pair.Key.Account == account).SelectMany(pair => pair.Value).Select(chain => chain.Region)
            .Concat(_documents.Where(pair => pair.Key.Account == account).SelectMany(pair => pair.Value).Select(document => document.Region))
            .OfType<string>().Distinct().Order(StringComparer.Ordinal)])).Regions;

    public ImmutableArray<CollectedDocument> Documents(string source, string account) =>
        _documents.TryGetValue((source, account), out var found) ? found : [];

    public ImmutableArray<EstateChain> Chains(string source, string account) =>
        _chains.TryGetValue((source, account), out var found) ? found : [];

    /// <summary>Yes if every resource of the source there is among the documents; else not known, and why. Never no.</summary>
    /// <param name="region">Null asks for every region in which the account is read.</param>
    public Answer IsComplete(string source, string account, string? region, bool isRegional)
    {
        var chains = Chains(source, account);
        if (!isRegional)
        {
            return chains.FirstOrDefault() is { } chain ? Of(chain) : NeverRead(source, account, null);
        }

        var regions = region is null ? RegionsOf(account) : [region];
        return regions.IsEmpty
            ? NeverRead(source, account, null)
            : Answer.All(regions.Select(name =>
                chains.FirstOrDefault(chain => chain.Region == name) is { } chain ? Of(chain) : NeverRead(source, account, name)));

        static Answer Of(EstateChain chain) => chain.Gap is null ? Answer.Yes : Answer.Unknown(chain.Gap);
    }

    /// <summary>Whether the service behind a source is switched on in a region: it is if it answers.</summary>
    public Answer IsOn(string source, string account, string region) => Chains(source, account).FirstOrDefault(chain => chain.Region == region) switch
    {
        null => NeverRead(source, account, region),
        { IsOff: true } => Answer.No,
        { Gap: null } => Answer.Yes,
        { Gap: var gap } => Answer.Unknown(gap),
    };

    /// <summary>Something that is made from an account's documents, once.</summary>
    public T Derived<T>(string account, Func<T> make)
        where T : class => (T)_derived.GetOrAdd((typeof(T), account), _ => make());

    private static Answer NeverRead(string source, string account, string? region) =>
        Answer.Unknown($"{source} was not collected in {account}{(region is null ? "" : $" {region}")}.");

    private sealed record RegionList(ImmutableArray<string> Regions);
}
