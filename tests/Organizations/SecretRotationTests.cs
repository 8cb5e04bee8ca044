using System.Collections.Immutable;

namespace Raposa.Organizations;

public class SecretRotationTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly Guid First = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Second = new("00000000-0000-0000-0000-000000000002");
    private static readonly Guid Third = new("00000000-0000-0000-0000-000000000003");

    private static readonly ImmutableArray<CredentialSecret> One = [new() { Id = First, CreatedAt = Now.AddDays(-9) }];

    [Fact]
    public void The_older_secret_lives_on_for_the_overlap()
    {
        var secrets = SecretRotation.Rotate(One, Second, Now, Day);

        Assert.Equal([First, Second], Live(secrets, Now));
        Assert.Equal([First, Second], Live(secrets, Now.AddDays(1).AddTicks(-1)));
        Assert.Equal([Second], Live(secrets, Now.AddDays(1)));
    }

    [Fact]
    public void A_rotation_while_two_are_live_ends_the_oldest_at_once()
    {
        var secrets = SecretRotation.Rotate(SecretRotation.Rotate(One, Second, Now, Day), Third, Now.AddHours(1), Day);

        Assert.Equal([Second, Third], Live(secrets, Now.AddHours(1)));
        Assert.Equal(Now.AddHours(1), secrets[0].RevokedAt);
    }

    [Fact]
    public void No_overlap_ends_the_older_one_now() =>
        Assert.Equal([Second], Live(SecretRotation.Rotate(One, Second, Now, TimeSpan.Zero), Now));

    [Fact]
    public void A_rotation_never_gives_a_secret_longer_than_it_had()
    {
        var ending = One.SetItem(0, One[0] with { ExpiresAt = Now.AddMinutes(5) });

        Assert.Equal(Now.AddMinutes(5), SecretRotation.Rotate(ending, Second, Now, Day)[0].ExpiresAt);
    }

    [Fact]
    public void Secrets_that_ended_keep_their_end()
    {
        var ended = One.SetItem(0, One[0] with { RevokedAt = Now.AddDays(-1) });

        Assert.Equal(Now.AddDays(-1), SecretRotation.Rotate(ended, Second, Now, Day)[0].RevokedAt);
    }

    [Fact]
    public void A_revoked_secret_is_dead_at_once()
    {
        var secrets = SecretRotation.Revoke(SecretRotation.Rotate(One, Second, Now, Day), First, Now);

        Assert.Equal([Second], Live(secrets!.Value, Now));
    }

    [Fact]
    public void A_secret_that_is_not_there_cannot_be_revoked() => Assert.Null(SecretRotation.Revoke(One, Second, Now));

    private static IEnumerable<Guid> Live(ImmutableArray<CredentialSecret> secrets, DateTimeOffset now) =>
        secrets.Where(secret => SecretRotation.IsLive(secret, now)).Select(secret => secret.Id);
}
