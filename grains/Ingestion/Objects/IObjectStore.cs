namespace Raposa.Ingestion;

/// <summary>
/// Keeps batches as they were received, by key, for good. A put that returned is durable; putting a key again replaces it.
/// </summary>
/// <remarks>Every method throws <see cref="ObjectStoreException"/> if the store cannot do it now.</remarks>
public interface IObjectStore
{
    /// <summary>Makes sure that the store is there and is as safe as it can be asked to be. Safe to repeat.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    Task PutAsync(string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken);

    /// <summary>The object's bytes, or null if there is none.</summary>
    Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken);

    Task<bool> ExistsAsync(string key, CancellationToken cancellationToken);
}

/// <summary>The object store did not do what it was asked; trying again later may help.</summary>
public sealed class ObjectStoreException : Exception
{
    public ObjectStoreException(string message, Exception cause)
        : base(message, cause)
    {
    }

    public ObjectStoreException(string message)
        : base(message)
    {
    }

    public ObjectStoreException()
    {
    }
}
