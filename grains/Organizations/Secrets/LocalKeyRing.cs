using System.Security.Cryptography;
using System.Text.Json;

namespace Raposa.Organizations;

/// <summary>
/// Keys in a file beside the data, readable by this user alone: what seals secrets where there is no KMS. It is made once,
/// at first use. A copy of the database without this file opens nothing, and neither does the platform.
/// </summary>
internal sealed class LocalKeyRing(string folder, RandomNumberGenerator random) : ISecretSealer
{
    // A file is made within milliseconds; whoever cannot make it for ten seconds says why.
    private const int MostWaits = 2_000;

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(5);

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
        for (var wait = 0; !File.Exists(path); wait++)
        {
            MakeAlone(folder, path, random, isLast: wait == MostWaits);
        }

        var ring = JsonSerializer.Deserialize<Ring>(File.ReadAllBytes(path), JsonSerializerOptions.Web);
        return ring?.Keys?.GetValueOrDefault(ring.Current) is { Length: SealedSecret.KeyLength }
            ? ring
            : throw new CryptographicException($"{path} names no current key of {SealedSecret.KeyLength} bytes.");
    }

    // Another silo on the same folder may be making it now. Moving a file without overwriting one first looks and then renames, so that a ring
    // with which something is sealed already could be lost; what is locked is made by one.
    private static void MakeAlone(string folder, string path, RandomNumberGenerator random, bool isLast)
    {
        Directory.CreateDirectory(folder);
        try
        {
            var lockPath = $"{path}.lock";
            using var alone = new FileStream(lockPath, OwnerOnly(FileMode.OpenOrCreate));
            if (!File.Exists(path))
            {
                Make(path, random);
            }

            // From here on it is no matter who locks what: whoever does finds the ring.
            File.Delete(lockPath);
        }
        catch (IOException) when (!isLast)
        {
            Thread.Sleep(Wait);
        }
    }

    private static void Make(string path, RandomNumberGenerator random)
    {
        var bytes = new byte[SealedSecret.KeyLength + 8];
        random.GetBytes(bytes);
        var keyId = $"local-{Convert.ToHexStringLower(bytes.AsSpan(SealedSecret.KeyLength))}";
        var ring = new Ring(keyId, new() { [keyId] = bytes[..SealedSecret.KeyLength] });

        // One that is there already was left by a silo that died, and its mode would stay.
        var draft = $"{path}.draft";
        File.Delete(draft);
        using (var file = new FileStream(draft, OwnerOnly(FileMode.CreateNew)))
        {
            JsonSerializer.Serialize(file, ring, JsonSerializerOptions.Web);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path);
    }

    private static FileStreamOptions OwnerOnly(FileMode mode)
    {
        var only = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            only.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return only;
    }

    private sealed record Ring(string Current, Dictionary<string, byte[]> Keys);
}
