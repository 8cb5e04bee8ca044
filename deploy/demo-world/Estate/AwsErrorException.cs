namespace Raposa.DemoWorld;

/// <summary>What AWS refuses with. Each protocol has its own way to write it.</summary>
internal sealed class AwsErrorException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Text of further elements, such as the bucket's name in S3's errors.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();
}
