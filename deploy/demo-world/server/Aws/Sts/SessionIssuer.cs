using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Raposa.DemoWorld.Aws.Sts;

/// <summary>
/// Issues temporary credentials and knows them again. A session token carries what it stands for, under a MAC of the
/// world's own key, so that a world which starts again still honours what it issued.
/// </summary>
internal sealed class SessionIssuer(byte[] key)
{
    /// <param name="arn">Of the assumed role.</param>
    public AwsSession Issue(string account, string role, string arn, DateTimeOffset expiresAt, string roleSession)
    {
        var id = Base32(RandomNumberGenerator.GetBytes(10));
        var claims = JsonSerializer.SerializeToUtf8Bytes(new Claims($"ASIA{id}", account, role, arn, roleSession, expiresAt.ToUnixTimeSeconds()));
        var token = $"{Base64Url.EncodeToString(claims)}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, claims))}";
        return Read(token)!;
    }

    /// <summary>Null if this world did not issue it, or not with that access key.</summary>
    public AwsSession? Find(string accessKey, string token) => Read(token) is { } session && session.AccessKey == accessKey ? session : null;

    private AwsSession? Read(string token)
    {
        if (token.Split('.') is not [var body, var mac])
        {
            return null;
        }

        try
        {
            var claims = Base64Url.DecodeFromChars(body);
            if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, claims), Base64Url.DecodeFromChars(mac)))
            {
                return null;
            }

            var read = JsonSerializer.Deserialize<Claims>(claims)!;
            var secret = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"secret {token}")))[..40];
            return new(read.AccessKey, secret, token, read.Account, read.Role, read.Arn, read.RoleSession, DateTimeOffset.FromUnixTimeSeconds(read.ExpiresAt));
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            return null;
        }
    }

    private static string Base32(byte[] bytes)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var value = new System.Numerics.BigInteger(bytes, isUnsigned: true);
        return string.Create(16, value, static (text, number) =>
        {
            for (var at = 0; at < text.Length; at++)
            {
                text[at] = alphabet[(int)(number % 32)];
                number /= 32;
            }
        });
    }

    private sealed record Claims(string AccessKey, string Account, string Role, string Arn, string RoleSession, long ExpiresAt);
}

/// <summary>Temporary credentials and whose they are.</summary>
/// <param name="Role">Name of the role.</param>
/// <param name="Arn">Of the session: <c>arn:aws:sts::…:assumed-role/…</c>.</param>
internal sealed record AwsSession(
    string AccessKey, string SecretKey, string Token, string Account, string Role, string Arn, string RoleSession, DateTimeOffset ExpiresAt);
