using Raposa.DemoWorld;
using Raposa.Detection;
using Raposa.Incidents;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Demo;

public class DemoIncidentsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private readonly OrganizationId _organization = PostgresFixture.NewOrganizationId();

    /// <summary>Batches come out of order, some twice and four at a time, as they do from a queue after a crash.</summary>
    [Fact]
    public async Task The_grains_find_in_a_disordered_day_what_the_pure_types_find_in_the_whole_of_it()
    {
        var day = DemoDay.Generate(1, new DateTimeOffset(2026, 11, 20, 17, 45, 0, TimeSpan.Zero));
        var random = new Random(7);
        var batches = day.Events.Chunk(400).ToList();
        var disordered = batches.Concat(batches.Take(5)).OrderBy(_ => random.Next()).ToList();

        await Parallel.ForEachAsync(disordered, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (batch, _) =>
        {
            Caller.ActFor(_organization);
            await api.Grains.GetGrain<IDetectionGrain>(_organization.ToString()).Evaluate(new()
            {
                BatchId = Guid.NewGuid(),
                Events = [.. batch.Select(one => new CommittedEvent
                {
                    EventKey = Guid.Parse(one.EventId), EventId = one.EventId, EventTime = one.Time, Record = one.Record.ToArray(),
                })],
            });
        });

        Caller.ActFor(_organization);
        var found = await api.Grains.GetGrain<IIncidentReaderGrain>(_organization.ToString()).GetIncidents(new() { Limit = 200 });
        Assert.Equal(
            PureDetection.IncidentsOf(day).Select(incident => $"{incident.Digest.Severity} {incident.Digest.Title}").Order(StringComparer.Ordinal),
            found.Incidents.Select(incident => $"{incident.Severity} {incident.Title}").Order(StringComparer.Ordinal));
    }
}
