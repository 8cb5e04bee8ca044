using System.Collections.Immutable;

namespace Raposa.Organizations;

public class MembershipRulesTests
{
    private static readonly Member Olga = NewMember(1, "olga@example.com", Role.Owner);
    private static readonly Member Adam = NewMember(2, "adam@example.com", Role.Admin);
    private static readonly Member Otto = NewMember(3, "otto@example.com", Role.Owner);
    private static readonly ImmutableArray<Member> OneOwner = [Olga, Adam];
    private static readonly ImmutableArray<Member> TwoOwners = [Olga, Adam, Otto];

    private const string OnlyOwners = "Only an owner may say who is an owner.";

    [Fact]
    public void An_admin_invites_an_admin() => AssertObjection(null, OneOwner, Adam, "new@example.com", Role.Admin);

    [Fact]
    public void An_admin_makes_no_owner() => AssertObjection(OnlyOwners, OneOwner, Adam, "new@example.com", Role.Owner);

    [Fact]
    public void An_admin_does_not_make_themselves_owner() => AssertObjection(OnlyOwners, OneOwner, Adam, Adam.Email, Role.Owner);

    [Fact]
    public void An_admin_removes_no_owner() => AssertObjection(OnlyOwners, TwoOwners, Adam, Otto.Email, null);

    [Fact]
    public void An_admin_demotes_no_owner() => AssertObjection(OnlyOwners, TwoOwners, Adam, Otto.Email, Role.Auditor);

    [Fact]
    public void An_admin_gets_no_new_invitation_of_an_invited_owner() => AssertObjection(
        OnlyOwners, [Olga, Adam, Otto with { IsInvited = true }], Adam, Otto.Email, Role.Owner);

    [Fact]
    public void An_owner_removes_another_owner() => AssertObjection(null, TwoOwners, Olga, Otto.Email, null);

    [Fact]
    public void The_last_owner_stays() => AssertObjection(
        "olga@example.com is the last owner. Make somebody else an owner first.", OneOwner, Olga, Olga.Email, null);

    [Fact]
    public void The_last_owner_keeps_the_role() => AssertObjection(
        "olga@example.com is the last owner. Make somebody else an owner first.", OneOwner, Olga, Olga.Email, Role.Admin);

    [Fact]
    public void An_owner_who_has_not_accepted_is_no_owner_yet() => AssertObjection(
        "olga@example.com is the last owner. Make somebody else an owner first.",
        [Olga, Otto with { IsInvited = true }],
        Olga,
        Olga.Email,
        null);

    [Fact]
    public void An_invited_owner_may_be_removed() =>
        AssertObjection(null, [Olga, Otto with { IsInvited = true }], Olga, Otto.Email, null);

    [Fact]
    public void An_owner_who_has_not_accepted_makes_no_owner() => AssertObjection(
        OnlyOwners, [Olga, Otto with { IsInvited = true }], Otto, "new@example.com", Role.Owner);

    private static void AssertObjection(
        string? expected, ImmutableArray<Member> members, Member actor, string email, Role? role) =>
        Assert.Equal(expected, MembershipRules.Objection(members, actor.PersonId, email, role));

    private static Member NewMember(byte number, string email, Role role) => new()
    {
        PersonId = new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        Email = email,
        Role = role,
        JoinedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };
}
