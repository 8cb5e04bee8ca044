using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Raposa.Ingestion;

/// <summary>What a signature proves.</summary>
internal enum SignatureProof
{
    /// <summary>The key signed this text.</summary>
    Holds,

    /// <summary>The key did make the signature, over another text: the text was changed.</summary>
    OfAnotherText,

    /// <summary>The key did not make it.</summary>
    OfAnotherKey,
}

/// <summary>RSASSA-PKCS1-v1_5 with SHA-256 over the four lines that CloudTrail signs.</summary>
internal static class SignatureCheck
{
    // RFC 8017, 9.2: what stands before the hash inside a signature with SHA-256.
    private static readonly byte[] Sha256Prefix = Convert.FromHexString("3031300d060960864801650304020105000420");

    /// <summary>What is signed: end of the period, place, hash of the uncompressed text, signature of the one before.</summary>
    public static string SignedText(Digest digest, string sha256) =>
        $"{digest.EndTimeText}\n{digest.Bucket}/{digest.Key}\n{sha256}\n{digest.PreviousSignature ?? "null"}";

    /// <param name="sha256">Of the digest's uncompressed text, lower-case hex.</param>
    /// <exception cref="CryptographicException">The key is none.</exception>
    public static SignatureProof Of(Digest digest, string sha256, string signatureHex, DigestPublicKey key)
    {
        byte[] signature;
        try
        {
            signature = Convert.FromHexString(signatureHex);
        }
        catch (FormatException)
        {
            return SignatureProof.OfAnotherKey;
        }

        using var rsa = RSA.Create();
        rsa.ImportRSAPublicKey(key.Der, out _);
        var signed = Encoding.UTF8.GetBytes(SignedText(digest, sha256));
        return rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ? SignatureProof.Holds
            : HasPadding(signature, rsa.ExportParameters(includePrivateParameters: false)) ? SignatureProof.OfAnotherText
            : SignatureProof.OfAnotherKey;
    }

    // Opened with the right key, a signature is 00 01 ff … ff 00, the prefix and some hash. With another key it is noise.
    private static bool HasPadding(ReadOnlySpan<byte> signature, RSAParameters key)
    {
        var length = key.Modulus!.Length;
        if (signature.Length != length)
        {
            return false;
        }

        var opened = BigInteger.ModPow(
            new(signature, isUnsigned: true, isBigEndian: true),
            new(key.Exponent!, isUnsigned: true, isBigEndian: true),
            new(key.Modulus, isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);

        // The leading 00 is lost in a number.
        var padding = length - 3 - Sha256Prefix.Length - SHA256.HashSizeInBytes;
        return opened.Length == length - 1
            && opened[0] == 1
            && !opened.AsSpan(1, padding).ContainsAnyExcept((byte)0xff)
            && opened[1 + padding] == 0
            && opened.AsSpan(2 + padding, Sha256Prefix.Length).SequenceEqual(Sha256Prefix);
    }
}
