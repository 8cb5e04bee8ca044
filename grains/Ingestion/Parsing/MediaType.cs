namespace Raposa.Ingestion.Parsing;

/// <summary>Which <c>content-type</c>s can be CloudTrail. What it really is decides the parser.</summary>
internal static class MediaType
{
    private static readonly string[] Accepted =
    [
        "application/json", "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines",
        "application/gzip", "application/x-gzip", "application/octet-stream", "binary/octet-stream", "text/plain",
    ];

    /// <summary>Null if it may be, or is not said; else the refusal.</summary>
    public static ParseRefusal? Refuse(string? contentType)
    {
        var type = contentType?.Split(';')[0].Trim() ?? "";
        return type.Length == 0
            || Accepted.Contains(type, StringComparer.OrdinalIgnoreCase)
            || (type.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && type.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
                ? null
                : new(DeliveryRefusalKind.UnsupportedMediaType, "content-type", "Send application/json, application/x-ndjson or application/gzip.");
    }
}
