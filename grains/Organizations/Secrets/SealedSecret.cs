using System.Security.Cryptography;
using System.Text;

namespace Raposa.Organizations;

/// <summary>
/// AES-256-GCM in an envelope that names its key: version (1 byte), length of the key id (1), key id, nonce (12), tag (16),
/// ciphertext. The envelope's head and the owner are authenticated with it.
/// </summary>
internal static class SealedSecret
{
    public const int KeyLength = 32;
    public const int NonceLength = 12;

    private const byte Version = 1;
    private const int TagLength = 16;

    /// <param name="nonce">12 random bytes, never used twice with one key.</param>
    public static byte[] Seal(byte[] secret, string owner, string keyId, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce)
    {
        var head = HeadOf(keyId);
        var envelope = new byte[head.Length + NonceLength + TagLength + secret.Length];
        head.CopyTo(envelope, 0);
        nonce.CopyTo(envelope.AsSpan(head.Length, NonceLength));

        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            nonce,
            secret,
            envelope.AsSpan(head.Length + NonceLength + TagLength),
            envelope.AsSpan(head.Length + NonceLength, TagLength),
            [.. head, .. Encoding.UTF8.GetBytes(owner)]);
        return envelope;
    }

    /// <summary>Which key it was sealed with.</summary>
    /// <exception cref="CryptographicException">It is no such envelope.</exception>
    public static string KeyIdOf(ReadOnlySpan<byte> envelope) =>
        envelope.Length > 2 && envelope[0] == Version && envelope.Length >= 2 + envelope[1] + NonceLength + TagLength
            ? Encoding.UTF8.GetString(envelope.Slice(2, envelope[1]))
            : throw new CryptographicException("This is not a sealed secret of a form that this build knows.");

    /// <exception cref="CryptographicException">It was altered, or sealed for another owner or with another key.</exception>
    public static byte[] Open(ReadOnlySpan<byte> envelope, string owner, ReadOnlySpan<byte> key)
    {
        var head = HeadOf(KeyIdOf(envelope));
        var body = envelope[head.Length..];
        var secret = new byte[body.Length - NonceLength - TagLength];

        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            body[..NonceLength],
            body[(NonceLength + TagLength)..],
            body.Slice(NonceLength, TagLength),
            secret,
            [.. head, .. Encoding.UTF8.GetBytes(owner)]);
        return secret;
    }

    private static byte[] HeadOf(string keyId)
    {
        var id = Encoding.UTF8.GetBytes(keyId);
        return [Version, checked((byte)id.Length), .. id];
    }
}
