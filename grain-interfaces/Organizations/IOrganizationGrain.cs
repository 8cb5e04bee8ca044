using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace Raposa.Organizations;

/// <summary>
/// One organization: its settings, members and credentials. Keyed by <see cref="OrganizationId"/>, so changes to one
/// organization happen one at a time. Every change is committed to PostgreSQL before the call returns; a call that
/// throws has changed nothing.
/// </summary>
[Alias("raposa.organization-grain")]
public interface IOrganizationGrain : IGrainWithStringKey
{
    /// <summary>Creates the organization with its first owner. Repeating the call returns what was created.</summary>
    [Alias("create")]
    Task<Organization> Create(NewOrganization request);

    /// <summary>The organization, or null if it was never created.</summary>
    [ReadOnly, Alias("get")]
    Task<Organization?> Get();

    [Alias("change-settings")]
    Task<Organization?> ChangeSettings(OrganizationSettings settings);

    [ReadOnly, Alias("get-members")]
    Task<ImmutableArray<Member>> GetMembers();

    /// <summary>
    /// Invites a person by e-mail address, creating them if they are new; they are a member once they accept. Repeating it
    /// changes the role, and gives a new invitation in place of one that is still open.
    /// </summary>
    /// <remarks>
    /// A person who already has a password must accept too: else whoever registered a stranger's address first would be
    /// let in wherever the stranger is invited later.
    /// </remarks>
    /// <exception cref="MembershipRefusedException">The last owner would lose that role, or the caller may not change owners.</exception>
    [Alias("add-member")]
    Task<AddedMember> AddMember(string email, Role role);

    /// <summary>False if there is no such member.</summary>
    /// <exception cref="MembershipRefusedException">The last owner cannot be removed, nor an owner by somebody who is none.</exception>
    [Alias("remove-member")]
    Task<bool> RemoveMember(Guid personId);

    /// <summary>All credentials, revoked ones too, newest first.</summary>
    [ReadOnly, Alias("get-credentials")]
    Task<ImmutableArray<Credential>> GetCredentials();

    /// <summary>Issues an API key and a signing secret. Both are shown in this answer and never again.</summary>
    [Alias("issue-credential")]
    Task<IssuedCredential> IssueCredential(string name);
}
