using System.Collections.Concurrent;
using Orleans;

namespace Raposa.Organizations.Access;

/// <summary>
/// The role that a person has in an organization now. A token says only who somebody is; whether they still belong, and as
/// what, is asked of the organization and believed for 30 seconds, so that who was removed is out within a minute on
/// every machine, and at once on the one that removed them.
/// </summary>
internal sealed class MembershipCache(Func<OrganizationId, Guid, Task<Role?>> fetchRole, TimeProvider time)
{
    private const int MaximumCount = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(OrganizationId, Guid), (Role Role, DateTimeOffset At)> _roles = new();

    public MembershipCache(IGrainFactory grains, TimeProvider time)
        : this((organization, personId) => FetchAsync(grains, organization, personId), time)
    {
    }

    /// <summary>Their role, or null: no member, or one who has not accepted.</summary>
    public async Task<Role?> FindRoleAsync(OrganizationId organization, Guid personId)
    {
        var now = time.GetUtcNow();
        if (_roles.TryGetValue((organization, personId), out var known) && now - known.At < Lifetime)
        {
            return known.Role;
        }

        _roles.TryRemove((organization, personId), out _);
        var role = await fetchRole(organization, personId);
        if (role is { } found)
        {
            if (_roles.Count >= MaximumCount)
            {
                _roles.Clear();
            }

            _roles[(organization, personId)] = (found, now);
        }

        return role;
    }

    public void Forget(OrganizationId organization, Guid personId) => _roles.TryRemove((organization, personId), out _);

    private static async Task<Role?> FetchAsync(IGrainFactory grains, OrganizationId organization, Guid personId)
    {
        Caller.ActFor(organization, personId);
        var members = await grains.GetGrain<IOrganizationGrain>(organization.ToString()).GetMembers();
        return members.FirstOrDefault(member => member.PersonId == personId && !member.IsInvited)?.Role;
    }
}
