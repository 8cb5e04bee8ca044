using System.Collections.Immutable;

namespace Raposa.Organizations;

/// <summary>Which changes of members an organization allows. It always keeps an owner, and only owners make or unmake one.</summary>
internal static class MembershipRules
{
    /// <summary>Why the change is refused, as a sentence for the person who asks, or null.</summary>
    /// <param name="actor">Who asks; null where the platform itself does.</param>
    /// <param name="email">Whom it is about.</param>
    /// <param name="role">What they would be; null: no member any more.</param>
    public static string? Objection(ImmutableArray<Member> members, Guid? actor, string email, Role? role)
    {
        var target = members.FirstOrDefault(member => member.Email == email);

        // Repeating an owner's open invitation counts too: it would hand that invitation to whoever repeats it.
        var concernsOwners = role == Role.Owner || target?.Role == Role.Owner;
        if (concernsOwners && actor is not null && !IsOwner(members, actor.Value))
        {
            return "Only an owner may say who is an owner.";
        }

        var isLastOwner = target is { Role: Role.Owner, IsInvited: false }
            && members.Count(member => member is { Role: Role.Owner, IsInvited: false }) == 1;
        return isLastOwner && role != Role.Owner
            ? $"{email} is the last owner. Make somebody else an owner first."
            : null;
    }

    private static bool IsOwner(ImmutableArray<Member> members, Guid personId) =>
        members.Any(member => member is { Role: Role.Owner, IsInvited: false } && member.PersonId == personId);
}
