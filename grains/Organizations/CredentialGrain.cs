using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Orleans;

namespace Raposa.Organizations;

/// <inheritdoc cref="ICredentialGrain"/>
/// <remarks>
/// The credential is kept in memory while the grain is active, its secrets opened: every delivery asks for it, and no
/// other grain writes it.
/// </remarks>
internal sealed class CredentialGrain(
    CredentialStore store, ISecretSealer sealer, RandomNumberGenerator random, TimeProvider time) : Grain, ICredentialGrain
{
    private StoredCredential? _stored;
    private ImmutableDictionary<Guid, byte[]> _opened = ImmutableDictionary<Guid, byte[]>.Empty;

    private CredentialKey Key => CredentialKey.Parse(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _stored = await store.FindAsync(Key, cancellationToken);
        foreach (var (id, sealedSecret) in _stored?.Sealed ?? ImmutableDictionary<Guid, byte[]>.Empty)
        {
            _opened = _opened.Add(id, await sealer.OpenAsync(sealedSecret, Key.ToString(), cancellationToken));
        }
    }

    public Task<CredentialMaterial?> Authenticate(string apiKeyHash)
    {
        if (_stored is null)
        {
            // A stranger may try any number of ids; none of them needs to stay in memory.
            DeactivateOnIdle();
        }

        // Without a credential, as with a revoked one, the comparison is made all the same.
        var isRight = CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(apiKeyHash), Encoding.UTF8.GetBytes(_stored?.ApiKeyHash ?? ApiKey.HashOf("")));
        return Task.FromResult(isRight && _stored is { Credential.RevokedAt: null } live ? MaterialOf(live.Credential) : null);
    }

    public Task<Credential?> Get() => Task.FromResult(_stored?.Credential);

    public async Task<IssuedCredential> Issue(string name)
    {
        var now = time.GetUtcNow();
        var apiKey = ApiKey.Write(Key.CredentialId, RandomBytes(32));
        var secret = new CredentialSecret { Id = Guid.CreateVersion7(now), CreatedAt = now };
        var signingSecret = RandomBytes(SigningSecret.Length);
        var credential = new Credential { Id = Key.CredentialId, Name = name, CreatedAt = now, Secrets = [secret] };
        var issued = new StoredCredential(
            credential,
            ApiKey.HashOf(apiKey),
            ImmutableDictionary<Guid, byte[]>.Empty.Add(secret.Id, await Seal(signingSecret)));
        if (!await store.AddAsync(Key.Organization, issued, CancellationToken.None))
        {
            throw new InvalidOperationException($"Credential {Key.CredentialId} was issued before; its key is shown only once.");
        }

        _stored = issued;
        _opened = _opened.Add(secret.Id, signingSecret);
        await Publish("credential.issued", $"Credential {name} was issued.");
        return new() { Credential = credential, ApiKey = apiKey, SigningSecret = SigningSecret.Write(signingSecret) };
    }

    public async Task<IssuedSecret?> RotateSecret(TimeSpan overlap)
    {
        if (_stored is not { Credential.RevokedAt: null } live)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var signingSecret = RandomBytes(SigningSecret.Length);
        var rotated = live with
        {
            Credential = live.Credential with { Secrets = SecretRotation.Rotate(live.Credential.Secrets, id, now, overlap) },
            Sealed = live.Sealed.Add(id, await Seal(signingSecret)),
        };

        await Save(rotated);
        _opened = _opened.Add(id, signingSecret);
        await Publish("credential.rotated", $"Credential {live.Credential.Name} has a new signing secret.");
        return new(rotated.Credential, SigningSecret.Write(signingSecret));
    }

    public async Task<Credential?> RevokeSecret(Guid secretId)
    {
        if (_stored is not { } stored
            || SecretRotation.Revoke(stored.Credential.Secrets, secretId, time.GetUtcNow()) is not { } secrets)
        {
            return null;
        }

        await Save(stored with { Credential = stored.Credential with { Secrets = secrets } });
        await Publish("credential.secret-revoked", $"A signing secret of credential {stored.Credential.Name} was revoked.");
        return _stored.Credential;
    }

    public async Task<Credential?> Revoke()
    {
        if (_stored is { Credential.RevokedAt: null } live)
        {
            await Save(live with { Credential = live.Credential with { RevokedAt = time.GetUtcNow() } });
            await Publish("credential.revoked", $"Credential {live.Credential.Name} was revoked.");
        }

        return _stored?.Credential;
    }

    private CredentialMaterial MaterialOf(Credential credential)
    {
        var now = time.GetUtcNow();
        return new()
        {
            CredentialId = credential.Id,
            LiveSecrets = [.. credential.Secrets.Where(secret => SecretRotation.IsLive(secret, now)).Select(secret => _opened[secret.Id])],
        };
    }

    // What the grain says is what was saved: if the write fails, what was there before still holds.
    private async Task Save(StoredCredential credential)
    {
        await store.SaveAsync(Key.Organization, credential, CancellationToken.None);
        _stored = credential;
    }

    private Task<byte[]> Seal(byte[] secret) => sealer.SealAsync(secret, Key.ToString(), CancellationToken.None);

    private byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        random.GetBytes(bytes);
        return bytes;
    }

    private Task Publish(string kind, string summary) =>
        GrainFactory.GetGrain<IActivityGrain>(Key.Organization.ToString()).Publish(new()
        {
            At = time.GetUtcNow(),
            Kind = kind,
            Summary = summary,
            Subject = Key.CredentialId,
        });
}
