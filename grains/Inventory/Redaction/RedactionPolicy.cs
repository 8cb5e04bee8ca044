using System.Collections.Immutable;

namespace Raposa.Inventory;

/// <summary>What of a value is personal. Its name is what a source declares; its version is stored with what it replaced.</summary>
internal enum RedactionPolicy
{
    /// <summary>Every text and number that stands there: an address, a person's name, the values of environment variables.</summary>
    PiiValue,

    /// <summary>Texts with an e-mail address, a telephone, card or bank account number in them, whole: what is beside it tells who.</summary>
    PiiText,

    /// <summary>Of tags, the values of those whose key asks for a person, and whatever <see cref="PiiText"/> would replace.</summary>
    PiiTags,

    /// <summary>Whatever stands there: the name of a database's first user is half of its credential.</summary>
    MasterUsername,
}

/// <summary>The policies by their names. A policy that decides differently than before has a new version.</summary>
internal static class RedactionPolicies
{
    private static readonly ImmutableDictionary<string, (RedactionPolicy Policy, int Version)> ByName =
        new Dictionary<string, (RedactionPolicy, int)>
        {
            ["pii-value"] = (RedactionPolicy.PiiValue, 1),
            ["pii-text"] = (RedactionPolicy.PiiText, 1),
            ["pii-tags"] = (RedactionPolicy.PiiTags, 1),
            ["master-username"] = (RedactionPolicy.MasterUsername, 1),
        }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>All of them, as a snapshot keeps it: <c>master-username@1 pii-tags@1 …</c>.</summary>
    public static string Versions { get; } = string.Join(' ', ByName.Keys.Order(StringComparer.Ordinal).Select(LabelOf));

    /// <exception cref="ArgumentException">There is no policy of that name.</exception>
    public static RedactionPolicy Of(string name) => Find(name).Policy;

    /// <summary>Name and version: <c>pii-value@1</c>.</summary>
    public static string LabelOf(string name) => $"{name}@{Find(name).Version}";

    private static (RedactionPolicy Policy, int Version) Find(string name) => ByName.TryGetValue(name, out var found)
        ? found
        : throw new ArgumentException($"There is no redaction policy '{name}'; there are {string.Join(", ", ByName.Keys.Order(StringComparer.Ordinal))}.");
}
