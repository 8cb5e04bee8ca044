using System.Diagnostics.CodeAnalysis;
using Orleans;

namespace Raposa.Organizations;

/// <summary>The tenant: everything that is stored, asked or billed belongs to exactly one. Text form: lower-case <c>D</c>.</summary>
[GenerateSerializer, Immutable, Alias("raposa.organization-id")]
public readonly record struct OrganizationId([property: Id(0)] Guid Value)
{
    /// <exception cref="FormatException">The text is not an organization id.</exception>
    public static OrganizationId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not an organization id (a lower-case UUID).");

    public static bool TryParse([NotNullWhen(true)] string? text, out OrganizationId id)
    {
        var isId = Guid.TryParseExact(text, "D", out var value) && value != Guid.Empty;
        id = isId ? new(value) : default;
        return isId;
    }

    /// <summary>The organization a grain key begins with: <c>{org}</c> or <c>{org}/{rest}</c>.</summary>
    /// <exception cref="FormatException">The key names no organization.</exception>
    public static OrganizationId OfKey(string grainKey)
    {
        var slash = grainKey.IndexOf('/', StringComparison.Ordinal);
        return Parse(slash < 0 ? grainKey : grainKey[..slash]);
    }

    public override string ToString() => Value.ToString("D");
}
