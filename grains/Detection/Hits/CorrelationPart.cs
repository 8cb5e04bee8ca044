using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Raposa.Detection;

/// <summary>A hit's place in one group of one correlation.</summary>
/// <param name="Counted">What a value_count counts in it, as hashes; null where something else is counted.</param>
internal readonly record struct CorrelationPart(CorrelationGroup Group, ImmutableArray<long>? Counted);

/// <summary>One group of one correlation.</summary>
/// <param name="Key">The JSON array of the group-by values.</param>
internal readonly record struct CorrelationGroup(string CorrelationId, string Key)
{
    /// <summary>The key may be long; this stands for it in the database.</summary>
    public Guid Hash => new(SHA256.HashData(Encoding.UTF8.GetBytes(Key)).AsSpan(0, 16));
}

/// <summary>A stretch of time of one group, both ends included.</summary>
internal readonly record struct GroupSpan(CorrelationGroup Group, DateTimeOffset From, DateTimeOffset To);
