using Raposa.DemoWorld;
using Raposa.Incidents;
using Xunit.Abstractions;

namespace Raposa.Demo;

/// <summary>The whole way from the generated day through the catalogue to incidents, without a database or a grain.</summary>
public class DemoDetectionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, "2026-11-20T17:45:00Z")]
    [InlineData(2, "2026-11-21T03:10:00Z")]
    [InlineData(3, "2026-07-04T09:00:00Z")]
    public void Both_attacks_become_grave_incidents_and_little_else_does(int seed, string end)
    {
        var day = DemoDay.Generate(seed, DateTimeOffset.Parse(end, null));

        var incidents = PureDetection.IncidentsOf(day);

        foreach (var incident in incidents)
        {
            output.WriteLine($"{incident.Story,-12} {incident.Digest.Severity,-8} {incident.Digest.Title} ({incident.Hits}; {incident.Digest.SeverityReason}) {string.Join(' ', incident.Digest.Techniques)}");
            foreach (var rule in incident.Rules)
            {
                output.WriteLine($"    {rule}");
            }
        }

        Assert.Contains(incidents, one => one.Story == DemoStory.LeakedKey && one.Digest.Severity >= Severity.High);
        Assert.Contains(incidents, one => one.Story == DemoStory.PublicBucket && one.Digest.Severity >= Severity.High);
        var others = incidents.Where(one => one.Story == DemoStory.Ordinary).ToList();
        Assert.InRange(others.Count, 0, 3);
        Assert.All(others, one => Assert.True(one.Digest.Severity <= Severity.Medium, one.Digest.Title));
    }
}
