namespace Raposa.Inventory;

/// <summary>A resource as a page brought it, after redaction, named by what it says.</summary>
/// <param name="Json">As it is stored.</param>
/// <param name="Sha256">Of its canonical JSON.</param>
internal sealed record SeenResource(string Key, ReadOnlyMemory<byte> Json, byte[] Sha256)
{
    /// <summary>When the vendor says that it became so.</summary>
    public DateTimeOffset? ChangedAt { get; init; }
}

/// <summary>A document ready to be stored.</summary>
/// <param name="Body">What <c>jsonb</c> can hold of it.</param>
/// <param name="Text">All of it, where that is more.</param>
internal sealed record NewDocument(byte[] Sha256, ReadOnlyMemory<byte> Body, string? Text, byte[] Columns, DocumentShape Shape);
