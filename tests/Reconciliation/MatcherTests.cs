namespace Raposa.Reconciliation;

/// <summary>The whole of reconciliation, without grains or a database.</summary>
public class MatcherTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory, MemberData(nameof(Seeds))]
    public void Every_case_of_the_generator_is_classified_as_it_was_made(int seed)
    {
        var estate = new LabelledEstate(seed);

        var verdicts = Matcher.Reconcile(EstateReading.Read(estate));

        AssertSame(estate.ExpectedInstances, verdicts.Instances.ToDictionary(verdict => verdict.Instance.InstanceId, verdict => (verdict.Class, verdict.Reason)));
        AssertSame(estate.ExpectedSensors, verdicts.Sensors.ToDictionary(verdict => verdict.Sensor.DeviceId, verdict => (verdict.Class, verdict.Reason)));
    }

    [Fact]
    public void The_generator_has_more_than_the_twelve_pathologies() =>
        Assert.True(Pathologies.All.Select(one => one.Name).Distinct().Count() >= 12);

    /// <summary>Whatever chains are missing or partial: each instance and each record is in one class, and no sensor is held twice.</summary>
    [Theory, MemberData(nameof(Seeds))]
    public void Classes_sum_to_the_denominators_and_no_sensor_is_held_twice(int seed)
    {
        var estate = Damaged(seed);

        var verdicts = Matcher.Reconcile(estate);

        Assert.Equal(estate.Instances.Length, verdicts.Instances.Select(verdict => verdict.Instance).Distinct().Count());
        Assert.Equal(estate.Sensors.Length, verdicts.Sensors.Select(verdict => verdict.Sensor).Distinct().Count());
        var live = estate.Instances.Where(instance => instance.Life == InstanceLife.Live).Select(instance => instance.Key).ToHashSet();
        Assert.All(
            verdicts.Instances.Where(verdict => live.Contains(verdict.Instance)),
            verdict => Assert.Contains(verdict.Class, (CoverageClass[])[CoverageClass.Matched, CoverageClass.Unprotected, CoverageClass.Unknown]));
        var held = verdicts.Instances.Where(verdict => verdict.Sensor is not null).Select(verdict => verdict.Sensor!.Key).ToList();
        Assert.Equal(held.Count, held.Distinct().Count());
        Assert.Equal(
            verdicts.Instances.Count(verdict => verdict.Class == CoverageClass.Matched),
            verdicts.Sensors.Count(verdict => verdict.Class == CoverageClass.Matched));
    }

    /// <summary>With less known, what was unprotected, stale or unknown never becomes matched.</summary>
    [Theory, MemberData(nameof(Seeds))]
    public void A_chain_that_was_not_sealed_never_makes_a_verdict_better(int seed)
    {
        var whole = EstateReading.Read(new(seed));
        var before = Matcher.Reconcile(whole).Instances.ToDictionary(verdict => verdict.Instance, verdict => verdict.Class);
        var random = new Random(seed);

        var damaged = whole with { Chains = [.. whole.Chains.Select(chain => random.Next(3) == 0 ? chain with { IsComplete = false } : chain)] };
        var after = Matcher.Reconcile(damaged);

        Assert.All(after.Instances, verdict => Assert.True(
            verdict.Class == before[verdict.Instance] || verdict.Class == CoverageClass.Unknown,
            $"seed {seed}: {verdict.Instance} was {before[verdict.Instance]} and is {verdict.Class}"));
    }

    /// <summary>The estate with documents and chains missing at random.</summary>
    internal static Estate Damaged(int seed)
    {
        var whole = EstateReading.Read(new(seed));
        var random = new Random(seed);
        return whole with
        {
            Chains =
            [
                .. whole.Chains.Select(chain => chain with { IsComplete = random.Next(4) != 0, HasPrevious = random.Next(4) != 0 }),
            ],
            Instances = [.. whole.Instances.Where(_ => random.Next(10) != 0)],
            Interfaces = [.. whole.Interfaces.Where(_ => random.Next(10) != 0)],
            Sensors = [.. whole.Sensors.Where(_ => random.Next(10) != 0)],
        };
    }

    private static void AssertSame(
        Dictionary<string, (CoverageClass Class, VerdictReason Reason)> expected, Dictionary<string, (CoverageClass Class, VerdictReason Reason)> actual)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(expected.Where(one => actual[one.Key] != one.Value).Select(one => $"{one.Key} is {one.Value}, and was found to be {actual[one.Key]}"));
    }
}
