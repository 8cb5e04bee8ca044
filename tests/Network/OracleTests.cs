using Raposa.Network.Oracle;
using Raposa.Network.Reachability;

namespace Raposa.Network;

/// <summary>The analyzer, which reckons with sets, against a walker that sends single packets: written apart, from what AWS documents.</summary>
public class OracleTests
{
    private const int Cases = 5_000;

    [Fact]
    public void Random_networks_have_the_verdicts_of_a_packet_walker()
    {
        var outcomes = new Dictionary<Outcome, int>();
        var wrong = new List<string>();
        for (var seed = 1; seed <= Cases; seed++)
        {
            if (OracleRun.Check(seed, out var outcome) is { } disagreement)
            {
                wrong.Add(disagreement);
            }

            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        Assert.Empty(wrong);

        // A generator whose networks let nothing or everything through would prove nothing.
        Assert.True(outcomes[Outcome.Allowed] > Cases / 10, $"{outcomes[Outcome.Allowed]} allowed");
        Assert.True(outcomes[Outcome.Denied] > Cases / 10, $"{outcomes[Outcome.Denied]} denied");
    }

    [Theory]
    [InlineData(14320)] // a NAT gateway before an endpoint
    [InlineData(87716)] // an echo whose reply is denied for one code only
    [InlineData(30307)]
    [InlineData(32583)] // a route by a list that was not collected
    [InlineData(91986)]
    [InlineData(95321)]
    [InlineData(98395)]
    public void Networks_that_were_judged_wrongly_once_are_judged_as_the_walker_does(int seed) => Assert.Null(OracleRun.Check(seed, out _));
}
