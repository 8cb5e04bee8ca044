namespace Raposa.Organizations;

/// <summary>
/// Seals what must be kept and must not be read from the database: signing secrets and token keys. What is opened must be
/// what was sealed for the same owner; anything else is refused.
/// </summary>
public interface ISecretSealer
{
    /// <param name="owner">What the secret belongs to, such as <c>{org}/{credentialId}</c>. It is bound in, not stored.</param>
    Task<byte[]> SealAsync(byte[] secret, string owner, CancellationToken cancellationToken);

    /// <exception cref="System.Security.Cryptography.CryptographicException">
    /// It was altered, belongs to another owner, or was sealed with a key that this sealer does not have.
    /// </exception>
    Task<byte[]> OpenAsync(byte[] sealedSecret, string owner, CancellationToken cancellationToken);
}
