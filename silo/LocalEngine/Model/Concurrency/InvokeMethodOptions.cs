namespace Orleans.CodeGeneration;

/// <summary>What the attributes of a method say about its calls.</summary>
[Flags, GenerateSerializer]
public enum InvokeMethodOptions
{
    None = 0,
    OneWay = 1 << 0,
    ReadOnly = 1 << 1,
    AlwaysInterleave = 1 << 2,
    Unordered = 1 << 3,
}
