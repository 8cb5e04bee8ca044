using System.Globalization;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <summary>
/// Key of <see cref="IIngestionGrain"/>: <c>{org}/{shard}</c>. One message id always falls to the same shard, so two
/// deliveries of one message meet in one grain.
/// </summary>
public sealed record IngestionKey(OrganizationId Organization, int Shard)
{
    /// <exception cref="FormatException">The text is not such a key.</exception>
    public static IngestionKey Parse(string text) =>
        text.Split('/') is [var organization, var shard]
        && int.TryParse(shard, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(OrganizationId.Parse(organization), number)
            : throw new FormatException($"'{text}' is not the key of an ingestion shard ({{org}}/{{shard}}).");

    /// <summary>FNV-1a, because a string's own hash differs from process to process.</summary>
    public static IngestionKey Of(OrganizationId organization, string messageId, int shards)
    {
        var hash = 2166136261u;
        foreach (var character in messageId)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return new(organization, (int)(hash % (uint)shards));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Organization}/{Shard}");
}
