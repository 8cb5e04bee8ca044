using System.Security.Cryptography;
using System.Text.Json;

namespace Raposa.Organizations;

/// <summary>
/// Keys in a file beside the data, readable by this user alone: what seals secrets where there is no KMS. It is made once,
/// at first use. A copy of the database without this file opens nothing, and neither does the platform.
/// </summary>
internal sealed class LocalKeyRing(string folder, RandomNumberGenerator random) : ISecretSealer
{
    private readonly Lazy<Ring> _ring = new(() => OpenOrMake(folder, random));

    public Task<byte[]> SealAsync(byte[] secret, string owner, CancellationToken cancellationToken)
    {
        var ring = _ring.Value;
        var nonce = new byte[SealedSecret.NonceLength];
        random.GetBytes(nonce);
        return Task.FromResult(SealedSecret.Seal(secret, owner, ring.Current, ring.Keys[ring.Current], nonce));
    }

    public Task<byte[]> OpenAsync(byte[] sealedSecret, string owner, CancellationToken cancellationToken)
    {
        var keyId = SealedSecret.KeyIdOf(sealedSecret);
        return _ring.Value.Keys.TryGetValue(keyId, out var key)
            ? Task.FromResult(SealedSecret.Open(sealedSecret, owner, key))
            : throw new CryptographicException(
                $"A secret was sealed with key {keyId}, which is not in {PathIn(folder)}. Restore that file from the backup of the data folder.");
    }

    private static string PathIn(string folder) => Path.Combine(folder, "sealing-keys.json");

    private static Ring OpenOrMake(string folder, RandomNumberGenerator random)
    {
        var path = PathIn(folder);
        if (!File.Exists(path))
        {
            Make(folder, path, random);
        }

        var ring = JsonSerializer.Deserialize<Ring>(File.ReadAllBytes(path), JsonSerializerOptions.Web);
        return ring?.Keys?.GetValueOrDefault(ring.Current) is { Length: SealedSecret.KeyLength }
            ? ring
            : throw new CryptographicException($"{path} names no current key of {SealedSecret.KeyLength} bytes.");
    }

    private static void Make(string folder, string path, RandomNumberGenerator random)
    {
        var bytes = new byte[SealedSecret.KeyLength + 8];
        random.GetBytes(bytes);
        var keyId = $"local-{Convert.ToHexStringLower(bytes.AsSpan(SealedSecret.KeyLength))}";
        var ring = new Ring(keyId, new() { [keyId] = bytes[..SealedSecret.KeyLength] });

        Directory.CreateDirectory(folder);
        var draft = $"{path}.{keyId}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(file, ring, JsonSerializerOptions.Web);
            file.Flush(flushToDisk: true);
        }

        try
        {
            // Another silo on the same folder may be making it now: who comes second uses what the first made.
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    private sealed record Ring(string Current, Dictionary<string, byte[]> Keys);
}
