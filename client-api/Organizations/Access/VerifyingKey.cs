using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Raposa.Organizations.Access;

/// <summary>One public key on P-256. Importing it takes longer than a verification, and an imported one is no two threads' at once: they are kept.</summary>
internal sealed class VerifyingKey(ECParameters point)
{
    private readonly ConcurrentBag<ECDsa> _idle = [];

    /// <param name="signature">Both numbers, one after the other (RFC 7518 3.4).</param>
    public bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        var key = _idle.TryTake(out var idle) ? idle : ECDsa.Create(point);
        try
        {
            return key.VerifyData(text, signature, HashAlgorithmName.SHA256);
        }
        finally
        {
            _idle.Add(key);
        }
    }
}
