#if ENGINE_LOCAL
using System.Collections.Immutable;
using System.Globalization;
using Raposa.Accounts;
using Raposa.LocalEngine.Simulation;
using Raposa.Organizations;
using static Raposa.Collection.TestSources;

namespace Raposa.Collection;

/// <summary>A vendor's slow service holds up nobody but itself.</summary>
public class SlowSourceTests
{
    private static readonly Cadence Steady = Minutes(5, 5, 5);

    [Fact]
    public async Task With_one_source_answering_in_a_minute_per_page_the_others_keep_their_cadence()
    {
        var reader = new SlowReader("guardduty_finding");
        var parts = new CollectionParts(reader, Falcon("guardduty_finding"), Falcon("iam_user"), Falcon("ec2_instance"));
        await using var world = SimulatedWorld.Start(1, parts.Configure);
        reader.Time = world.Clock;
        await world.Run(async () =>
        {
            Caller.ActFor(parts.Organization);
            await world.Grains.GetGrain<IFalconAccountGrain>(parts.Account().ToString()).Connect(new("client", "secret", null));
        });

        await world.Advance(TimeSpan.FromHours(1));

        foreach (var source in (string[])["iam_user", "ec2_instance"])
        {
            var starts = parts.Records.RunsOf(parts.Key(source)).Select(run => run.StartedAt).ToList();
            Assert.InRange(starts.Count, 12, 14);
            Assert.All(starts.Skip(1).Zip(starts.Skip(2)), pair => Assert.Equal(TimeSpan.FromMinutes(5), pair.Second - pair.First));
            Assert.All(parts.Records.RunsOf(parts.Key(source)), run => Assert.Equal(run.StartedAt, run.FinishedAt));
        }

        // Ten pages of a minute each: it takes ten minutes, and begins again at its next time after that.
        var slow = parts.Records.RunsOf(parts.Key("guardduty_finding"));
        Assert.All(slow.SkipLast(1), run => Assert.Equal((10, TimeSpan.FromMinutes(10)), (run.Pages, run.FinishedAt!.Value - run.StartedAt)));
        Assert.All(slow.Zip(slow.Skip(1)), pair => Assert.True(pair.Second.StartedAt >= pair.First.FinishedAt));
        Assert.InRange(slow.Count, 4, 6);
    }

    private static SourceDefinition Falcon(string name) => Source(name, Steady, provider: Provider.CrowdStrike);

    private sealed class SlowReader(string slow) : ISourceReader
    {
        public TimeProvider Time { get; set; } = TimeProvider.System;

        public async Task<SourcePage> ReadAsync(
            SourceDefinition source, CollectorKey key, string? cursor, ImmutableArray<string> only, CancellationToken cancellationToken)
        {
            if (source.Name != slow)
            {
                return ScriptedReader.Page(1);
            }

            await Task.Delay(TimeSpan.FromMinutes(1), Time, cancellationToken);
            var page = cursor is null ? 1 : int.Parse(cursor, CultureInfo.InvariantCulture);
            return ScriptedReader.Page(1, page == 10 ? null : (page + 1).ToString(CultureInfo.InvariantCulture));
        }
    }
}
#endif
