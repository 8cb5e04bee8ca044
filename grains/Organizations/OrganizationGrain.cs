using System.Collections.Immutable;
using System.Security.Cryptography;
using Orleans;

namespace Raposa.Organizations;

/// <inheritdoc cref="IOrganizationGrain"/>
internal sealed class OrganizationGrain(
    OrganizationStore organizations,
    MembershipStore memberships,
    PersonStore people,
    CredentialStore credentials,
    RandomNumberGenerator random,
    TimeProvider time) : Grain, IOrganizationGrain
{
    private Organization? _organization;

    private OrganizationId Id => OrganizationId.Parse(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _organization = await organizations.FindAsync(Id, cancellationToken);

    public async Task<Organization> Create(NewOrganization request)
    {
        if (_organization is not null)
        {
            return _organization;
        }

        var now = time.GetUtcNow();
        var organization = new Organization
        {
            Id = Id,
            Name = RequireName(request.Name),
            CreatedAt = now,
            Settings = OrganizationSettings.Default,
            IsDemo = request.IsDemo,
        };
        await organizations.AddAsync(organization, request.OwnerId, CancellationToken.None);
        _organization = organization;
        await Publish("organization.created", $"{organization.Name} was created.", Id.ToString());
        return organization;
    }

    public Task<Organization?> Get() => Task.FromResult(_organization);

    public async Task<Organization?> ChangeSettings(OrganizationSettings settings)
    {
        if (_organization is not null)
        {
            await organizations.SaveSettingsAsync(Id, settings, CancellationToken.None);
            _organization = _organization with { Settings = settings };
            await Publish("organization.changed", $"The settings of {_organization.Name} were changed.", Id.ToString());
        }

        return _organization;
    }

    // Who has accepted changes outside this grain, at sign-in; so members are read, not remembered.
    public Task<ImmutableArray<Member>> GetMembers() => memberships.GetMembersAsync(Id, CancellationToken.None);

    public async Task<AddedMember> AddMember(string email, Role role)
    {
        RequireCreated();
        var address = EmailAddress.Normalize(email);
        RequireAllowed(await GetMembers(), address, role);

        var now = time.GetUtcNow();
        var secret = new byte[InvitationToken.SecretLength];
        random.GetBytes(secret);
        var token = InvitationToken.Write(Id, secret);
        var invitation = new NewInvitation(InvitationToken.HashOf(token), now, now + InvitationToken.Lifetime);

        await people.AddAsync(new(Guid.CreateVersion7(now), address, null), now, CancellationToken.None);
        var person = await people.FindAsync(address, CancellationToken.None)
            ?? throw new InvalidOperationException($"{address} was just added and is not there.");
        var member = await memberships.InviteAsync(Id, person.Id, role, invitation, CancellationToken.None);
        await Publish(
            member.IsInvited ? "member.invited" : "member.changed",
            $"{address} {(member.IsInvited ? "was invited" : "is now")} as {role.ToString().ToLowerInvariant()}.",
            person.Id.ToString("D"));
        return new(member, member.IsInvited ? token : null);
    }

    public async Task<bool> RemoveMember(Guid personId)
    {
        var members = await GetMembers();
        if (members.FirstOrDefault(member => member.PersonId == personId) is not { } leaving)
        {
            return false;
        }

        RequireAllowed(members, leaving.Email, role: null);
        await memberships.RemoveAsync(Id, personId, CancellationToken.None);
        await Publish("member.removed", $"{leaving.Email} was removed.", personId.ToString("D"));
        return true;
    }

    public Task<ImmutableArray<Credential>> GetCredentials() => credentials.GetAllAsync(Id, CancellationToken.None);

    public Task<IssuedCredential> IssueCredential(string name)
    {
        RequireCreated();
        var suffix = new byte[4];
        random.GetBytes(suffix);
        var key = new CredentialKey(Id, ApiKey.NewCredentialId(Id, suffix));
        return GrainFactory.GetGrain<ICredentialGrain>(key.ToString()).Issue(RequireName(name));
    }

    private static void RequireAllowed(ImmutableArray<Member> members, string email, Role? role)
    {
        if (MembershipRules.Objection(members, Caller.Person, email, role) is { } objection)
        {
            throw new MembershipRefusedException(objection);
        }
    }

    private static string RequireName(string name) => name.Trim() is { Length: >= 1 and <= 100 } trimmed
        ? trimmed
        : throw new ArgumentException("A name has 1 to 100 characters.", nameof(name));

    private void RequireCreated()
    {
        if (_organization is null)
        {
            throw new InvalidOperationException($"Organization {Id} was never created.");
        }
    }

    private Task Publish(string kind, string summary, string subject) =>
        GrainFactory.GetGrain<IActivityGrain>(Id.ToString()).Publish(new()
        {
            At = time.GetUtcNow(),
            Kind = kind,
            Summary = summary,
            Subject = subject,
        });
}
