using System.Collections.Immutable;
using System.Security.Cryptography;
using Orleans;

namespace Raposa.Organizations;

/// <inheritdoc cref="ISignInGrain"/>
/// <remarks>
/// Failures are counted in memory, for addresses that nobody has as for those that somebody has: a count in the database
/// could be kept of people only, and would then tell a stranger who is one. What is lost when the activation ends is a
/// lock of at most 15 minutes.
/// </remarks>
internal sealed class SignInGrain(
    PersonStore people,
    MembershipStore memberships,
    TokenKeyStore keys,
    ISecretSealer sealer,
    OrganizationsOptions options,
    TimeProvider time) : Grain, ISignInGrain
{
    private const string TokenKeysOwner = "token-keys";

    private SignInThrottle _throttle = SignInThrottle.None;

    private string Email => this.GetPrimaryKeyString();

    private IPasswordGrain Passwords => GrainFactory.GetGrain<IPasswordGrain>("passwords");

    public async Task<Guid?> Register(string password)
    {
        RequireAcceptable(password);
        var now = time.GetUtcNow();
        var person = new Person(Guid.CreateVersion7(now), EmailAddress.Normalize(Email), await Passwords.Hash(password));
        return await people.AddAsync(person, now, CancellationToken.None) ? person.Id : null;
    }

    public async Task<SignInAnswer> SignIn(string password, OrganizationId? organization)
    {
        if (RefuseLocked(time.GetUtcNow()) is { } locked)
        {
            return locked;
        }

        var person = await people.FindAsync(Email, CancellationToken.None);
        if (!await Passwords.Verify(password, person?.PasswordHash))
        {
            return Fail(SignInRefusal.WrongEmailOrPassword);
        }

        _throttle = SignInThrottle.None;
        return await Open(person!, organization);
    }

    public async Task<SignInAnswer> Switch(Guid personId, OrganizationId organization) =>
        await people.FindAsync(Email, CancellationToken.None) is { } person && person.Id == personId
            ? await Open(person, organization)
            : Refuse(SignInRefusal.NotAMember);

    public async Task<ImmutableArray<SessionOrganization>> GetOrganizations(Guid personId) =>
        await people.FindAsync(Email, CancellationToken.None) is { } person && person.Id == personId
            ? await memberships.GetOrganizationsAsync(personId, CancellationToken.None)
            : [];

    public async Task<SignInAnswer> AcceptInvitation(string token, string password)
    {
        var now = time.GetUtcNow();
        if (RefuseLocked(now) is { } locked)
        {
            return locked;
        }

        if (!InvitationToken.TryParse(token, out var invitation)
            || await memberships.FindInvitedAsync(invitation, Email, now, CancellationToken.None) is not { } person)
        {
            return Fail(SignInRefusal.InvalidInvitation);
        }

        string? newHash = null;
        if (person.PasswordHash is null)
        {
            RequireAcceptable(password);
            newHash = await Passwords.Hash(password);
        }
        else if (!await Passwords.Verify(password, person.PasswordHash))
        {
            return Fail(SignInRefusal.WrongEmailOrPassword);
        }

        if (!await memberships.AcceptAsync(invitation, person.Id, newHash, now, CancellationToken.None))
        {
            return Fail(SignInRefusal.InvalidInvitation);
        }

        _throttle = SignInThrottle.None;
        await PublishJoined(invitation.Organization, person, now);
        return await Open(person, invitation.Organization);
    }

    private async Task<SignInAnswer> Open(Person person, OrganizationId? chosen)
    {
        var organizations = await memberships.GetOrganizationsAsync(person.Id, CancellationToken.None);
        var active = chosen is null
            ? organizations.FirstOrDefault()
            : organizations.FirstOrDefault(organization => organization.Id == chosen);
        return chosen is not null && active is null
            ? Refuse(SignInRefusal.NotAMember)
            : new(await OpenSession(person, active, organizations), null);
    }

    private async Task<Session> OpenSession(
        Person person, SessionOrganization? active, ImmutableArray<SessionOrganization> organizations)
    {
        var now = time.GetUtcNow();
        var claims = new AccessTokenClaims
        {
            TokenId = Guid.CreateVersion7(now),
            Issuer = options.Issuer,
            PersonId = person.Id,
            Email = person.Email,
            Organization = active?.Id,
            Role = active?.Role,
            IssuedAt = now,
        };

        var signing = await GetSigningKey(now);
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(await sealer.OpenAsync(signing.SealedPrivate, TokenKeysOwner, CancellationToken.None), out _);
        return new()
        {
            AccessToken = AccessToken.Write(claims, key, signing.KeyId),
            ExpiresAt = claims.ExpiresAt,
            PersonId = person.Id,
            Email = person.Email,
            Organization = active?.Id,
            Organizations = organizations,
        };
    }

    // Made at the first sign-in. Two first sign-ins at once make two, of which the database keeps one.
    private async Task<TokenKey> GetSigningKey(DateTimeOffset now)
    {
        if (await keys.FindSigningAsync(CancellationToken.None) is { } known)
        {
            return known;
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (keyId, jwk) = TokenKey.Describe(key);
        var sealedPrivate = await sealer.SealAsync(key.ExportPkcs8PrivateKey(), TokenKeysOwner, CancellationToken.None);
        await keys.AddSigningAsync(new(keyId, jwk, sealedPrivate), now, CancellationToken.None);
        return await keys.FindSigningAsync(CancellationToken.None)
            ?? throw new InvalidOperationException("No key signs access tokens: the one just made was retired at once.");
    }

    private Task PublishJoined(OrganizationId organization, Person person, DateTimeOffset now)
    {
        Caller.ActFor(organization, person.Id);
        return GrainFactory.GetGrain<IActivityGrain>(organization.ToString()).Publish(new()
        {
            At = now,
            Kind = "member.joined",
            Summary = $"{person.Email} joined.",
            Subject = person.Id.ToString("D"),
        });
    }

    private void RequireAcceptable(string password)
    {
        if (PasswordRule.Objection(password, Email) is { } objection)
        {
            throw new ArgumentException(objection, nameof(password));
        }
    }

    private SignInAnswer Fail(SignInRefusal refusal)
    {
        _throttle = _throttle.Fail(time.GetUtcNow());
        return Refuse(refusal);
    }

    private SignInAnswer? RefuseLocked(DateTimeOffset now) =>
        _throttle.IsLocked(now) ? new(null, SignInRefusal.TooManyAttempts, _throttle.LockedUntil - now) : null;

    private static SignInAnswer Refuse(SignInRefusal refusal) => new(null, refusal);
}
