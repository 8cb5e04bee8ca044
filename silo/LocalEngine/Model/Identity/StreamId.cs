namespace Orleans.Runtime;

/// <summary>Which stream: a namespace and a key in it.</summary>
public readonly record struct StreamId(string? Namespace, string Key)
{
    public static StreamId Create(string ns, string key) => new(ns, key);

    public static StreamId Create(string ns, Guid key) => new(ns, key.ToString("N"));

    public static StreamId Create(string ns, long key) => new(ns, key.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public override string ToString() => $"{Namespace}/{Key}";
}
