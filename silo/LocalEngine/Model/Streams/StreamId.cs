using System.Globalization;

namespace Orleans.Runtime;

/// <summary>Which stream: a namespace and a key.</summary>
[GenerateSerializer, Immutable]
public readonly struct StreamId : IEquatable<StreamId>, IComparable<StreamId>
{
    [Id(0)]
    private readonly string? _namespace;

    [Id(1)]
    private readonly string _key;

    private StreamId(string? ns, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        _namespace = string.IsNullOrEmpty(ns) ? null : ns;
        _key = key;
    }

    public ReadOnlyMemory<byte> Namespace => System.Text.Encoding.UTF8.GetBytes(_namespace ?? "");

    public ReadOnlyMemory<byte> Key => System.Text.Encoding.UTF8.GetBytes(_key);

    public static StreamId Create(string? ns, Guid key) => new(ns, key.ToString("N"));

    public static StreamId Create(string? ns, long key) => new(ns, key.ToString(CultureInfo.InvariantCulture));

    public static StreamId Create(string? ns, string key) => new(ns, key);

    public string GetKeyAsString() => _key;

    public string? GetNamespace() => _namespace;

    public bool Equals(StreamId other) => _key == other._key && _namespace == other._namespace;

    public override bool Equals(object? obj) => obj is StreamId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_namespace, _key);

    public int CompareTo(StreamId other) => string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => _namespace is null ? $"null/{_key}" : $"{_namespace}/{_key}";

    public static bool operator ==(StreamId s1, StreamId s2) => s1.Equals(s2);

    public static bool operator !=(StreamId s1, StreamId s2) => !s1.Equals(s2);
}
