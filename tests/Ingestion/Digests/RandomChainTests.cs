using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.Ingestion;

/// <summary>Random trails of several accounts and regions: untouched they raise nothing, and one change is found where it was made.</summary>
public class RandomChainTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory, MemberData(nameof(Seeds))]
    public async Task Untouched_raises_nothing_and_one_change_is_found_where_it_was_made(int seed)
    {
        var random = new Random(seed);
        using var folder = new TrailFolder();
        var trails = Make(folder, random);

        Assert.True((await folder.VerifyAsync()).IsAllValid, $"seed {seed}: an alarm on an untouched trail");

        var (what, expected) = Tamper(folder, trails, random);
        var report = await folder.VerifyAsync();
        var found = report.Digests.Select(one => (one.Key.Text, one.Verdict)).Concat(report.LogFiles.Select(one => (one.Key.Text, one.Verdict)))
            .Where(one => one.Verdict is not (TrailVerdict.Valid or TrailVerdict.Backfill)).Order().ToList();
        Assert.True(
            expected.Order().SequenceEqual(found) && report.Gaps.IsEmpty,
            $"seed {seed}, {what}: expected {string.Join(", ", expected)}; found {string.Join(", ", found)}; {report.Gaps.Length} gaps");
    }

    private static List<TestTrail> Make(TrailFolder folder, Random random)
    {
        // Around the end of a month, of a leap year, of a year: keys change their folders there.
        DateTimeOffset[] ends = [new(2024, 2, 28, 20, 0, 0, TimeSpan.Zero), new(2024, 4, 30, 20, 30, 9, TimeSpan.Zero), new(2024, 7, 31, 22, 59, 59, TimeSpan.Zero)];
        var trails = new List<TestTrail>();
        foreach (var account in new[] { "900100200301", "900100200302" })
        {
            foreach (var region in new[] { "eu-west-1", "us-east-2", "ap-southeast-3" }.Take(random.Next(1, 4)))
            {
                var trail = new TestTrail(folder, account, region, ends[random.Next(ends.Length)].AddMinutes(random.Next(60)));
                var hours = random.Next(4, 9);
                for (var hour = 0; hour < hours; hour++)
                {
                    // At least one file in the second hour; some hours are empty; the same event may come in several files.
                    var files = hour == 1 ? random.Next(1, 4) : random.Next(0, 4);
                    trail.Hour([.. Enumerable.Range(0, files).Select(_ => Records(random))]);
                }

                if (random.Next(3) == 0)
                {
                    var at = trail.Now.AddHours(-3);
                    trail.Backfill(at, trail.Deliver(at.AddMinutes(20), Records(random)));
                }

                trails.Add(trail);
            }
        }

        return trails;
    }

    private static string[] Records(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => TestBatch.Record($"{random.Next(40)}", random.Next(24)))];

    private static (string What, List<(string, TrailVerdict)> Expected) Tamper(TrailFolder folder, List<TestTrail> trails, Random random)
    {
        var trail = trails[random.Next(trails.Count)];
        var standard = trail.Digests.Where(one => !one.Key.Contains("_backfill", StringComparison.Ordinal)).ToList();
        var (digest, files) = standard[random.Next(0, standard.Count - 1)];
        var withFiles = trail.Digests.Where(one => one.Files.Count > 0).ToList();
        var owner = withFiles[random.Next(withFiles.Count)];
        var file = owner.Files[random.Next(owner.Files.Count)];
        var unproven = files.Select(one => (one, TrailVerdict.Unproven)).ToList();
        switch (random.Next(8))
        {
            case 0:
                var text = folder.ReadText(file);
                text[random.Next(text.Length)] ^= 1;
                folder.Write(file, text);
                return ("a bit of a log file", [(file, TrailVerdict.Modified)]);
            case 1:
                folder.Delete(file);
                return ("a log file deleted", [(file, TrailVerdict.Deleted)]);
            case 2:
                folder.Move(file, file.Replace("_CloudTrail_", "_CloudTrail_x_", StringComparison.Ordinal));
                return ("a log file moved", [(file, TrailVerdict.Moved)]);
            case 3:
                folder.Delete(digest);
                return ("a digest deleted", [(digest, TrailVerdict.Deleted), .. unproven]);
            case 4:
                var changed = folder.ReadText(digest);
                changed[Array.IndexOf(changed, (byte)'9')] = (byte)'8';
                folder.Write(digest, changed);
                return ("a digit of a digest", [(digest, TrailVerdict.Modified), .. unproven]);
            case 5:
                var content = folder.ReadDigest(digest);
                content["logFiles"] = new JsonArray();
                var anew = Encoding.UTF8.GetBytes(content.ToJsonString());
                folder.Write(digest, anew, TrailFolder.Sign(content, anew, TrailFolder.OtherKey), trail.Now);
                return ("a digest signed anew", [(digest, TrailVerdict.ReSigned), .. unproven]);
            case 6:
                folder.Move(digest, digest.Replace("CloudTrail-Digest/", "CloudTrail-Digest/old/", StringComparison.Ordinal));
                return ("a digest moved", [(digest.Replace("CloudTrail-Digest/", "CloudTrail-Digest/old/", StringComparison.Ordinal), TrailVerdict.Moved)]);
            default:
                var extra = trail.Deliver(trail.Now.AddHours(-2).AddMinutes(random.Next(58)), Records(random))["s3Object"]!.GetValue<string>();
                return ("a log file too many", [(extra, TrailVerdict.Extra)]);
        }
    }
}
