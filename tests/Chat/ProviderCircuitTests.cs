namespace Raposa.Chat;

public class ProviderCircuitTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_a_person_must_mend_opens_it_at_once_for_a_minute()
    {
        var circuit = ProviderCircuit.Closed.After(ModelFailureKind.Payment, "no card", null, Now);

        Assert.Equal("Not asked until 09:01:00 UTC: no card", circuit.RefusalAt(Now));
        Assert.Null(circuit.RefusalAt(Now.AddSeconds(60)));
    }

    [Fact]
    public void The_third_transient_failure_in_a_row_opens_it()
    {
        var two = Fail(Fail(ProviderCircuit.Closed));

        Assert.Null(two.RefusalAt(Now));
        Assert.Equal(Now.AddSeconds(60), Fail(two).OpenUntil);
    }

    [Fact]
    public void A_wait_that_the_provider_asks_for_is_kept() => Assert.Equal(
        Now.AddSeconds(7), ProviderCircuit.Closed.After(ModelFailureKind.RateLimited, "", TimeSpan.FromSeconds(7), Now).OpenUntil);

    [Fact]
    public void It_is_never_open_for_longer_than_a_quarter_of_an_hour()
    {
        var circuit = Enumerable.Range(0, 50).Aggregate(
            ProviderCircuit.Closed, (state, _) => state.After(ModelFailureKind.Auth, "", null, Now));

        Assert.Equal(Now.AddMinutes(15), circuit.OpenUntil);
    }

    [Fact]
    public void An_answer_closes_it() => Assert.Equal(ProviderCircuit.Closed, Fail(Fail(ProviderCircuit.Closed)).After(null, null, null, Now));

    [Theory]
    [InlineData(ModelFailureKind.BadRequest)]
    [InlineData(ModelFailureKind.ContextTooLong)]
    [InlineData(ModelFailureKind.ContentBlocked)]
    [InlineData(ModelFailureKind.Cancelled)]
    public void What_is_about_one_question_says_nothing_of_the_provider(ModelFailureKind kind) =>
        Assert.Equal(ProviderCircuit.Closed, ProviderCircuit.Closed.After(kind, "", null, Now));

    private static ProviderCircuit Fail(ProviderCircuit circuit) => circuit.After(ModelFailureKind.Overloaded, "", null, Now);
}
