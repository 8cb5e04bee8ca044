using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Raposa.Findings;

/// <summary>Something that is known of a resource, or known not to be known.</summary>
/// <param name="AccountId">Null where the resource's name is unique without it.</param>
/// <param name="Resource">Its id, its name, or its ARN: as findings name it.</param>
/// <param name="Factor">One of <see cref="PriorityFormula"/>'s.</param>
/// <param name="Level">One of that factor's.</param>
/// <param name="Why">One sentence.</param>
internal sealed record ResourceFact(string? AccountId, string Resource, string Factor, string Level, string Why);

/// <summary>What is known of an organization's resources, by what findings call them.</summary>
internal sealed class ResourceFacts(IEnumerable<ResourceFact> facts)
{
    public static readonly ResourceFacts None = new([]);

    private readonly FrozenDictionary<string, ImmutableArray<ResourceFact>> _facts = facts.GroupBy(fact => KeyOf(fact.AccountId, fact.Resource))
        .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);

    public ImmutableArray<ResourceFact> Of(string? accountId, string subject) =>
        _facts.TryGetValue(KeyOf(accountId, subject), out var found) ? found : [];

    /// <summary>An instance or interface by its id, however it is named; anything else as it is.</summary>
    public static string NameOf(string subject)
    {
        var last = subject[(subject.LastIndexOf('/') + 1)..];
        return IsUnique(last) ? last : subject;
    }

    // Ids that AWS gives are the same in no two accounts; names that people give are.
    private static string KeyOf(string? accountId, string subject)
    {
        var name = NameOf(subject);
        return accountId is null || IsUnique(name) || name.StartsWith("arn:", StringComparison.Ordinal) ? name : $"{accountId}/{name}";
    }

    /// <summary>Whether it is the id of an instance.</summary>
    public static bool IsInstance(string name) => IsId(name, "i-");

    /// <summary>Whether it is the id of a network interface.</summary>
    public static bool IsInterface(string name) => IsId(name, "eni-");

    private static bool IsUnique(string name) => IsInstance(name) || IsInterface(name);

    private static bool IsId(string name, string prefix) =>
        name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal) && name[prefix.Length..].All(char.IsAsciiHexDigitLower);
}
