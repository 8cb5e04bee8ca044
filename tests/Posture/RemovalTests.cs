using System.Text.Json.Nodes;

namespace Raposa.Posture;

/// <summary>
/// What is taken out of what was collected (members of documents, documents, whole sources) never makes a check pass that failed
/// or was unknown: not on a resource, and not on an account as a whole.
/// </summary>
/// <remarks>
/// Where a document is taken out, its source came partial: a source that is complete and lacks it says that there is no such
/// resource. A policy is one value, as its author wrote it. What AWS itself leaves out where there is none of it stays in its place,
/// <see cref="LeftOutByAws"/>: its absence is AWS's own answer, and cannot be told from one that was lost.
/// </remarks>
public class RemovalTests
{
    private const int Removals = 10_000;
    private const int Seed = 20261126;

    /// <summary>Members that AWS leaves out to say: no inline policy of a user, no role of an instance, no public address, no end of an image, no SSH to nodes, no error of a delivery.</summary>
    private static readonly string[] LeftOutByAws =
        ["UserPolicyList", "IamInstanceProfile", "PublicIpAddress", "Association", "DeprecationTime", "remoteAccess", "LatestDeliveryError"];

    private static readonly string[] Whole = ["AssumeRolePolicyDocument", "PolicyDocument", "Document"];

    [Fact]
    public void Taking_anything_out_never_makes_a_check_pass()
    {
        var random = new Random(Seed);
        var cases = CheckCatalog.Platform.All.SelectMany(check => new[] { "fail", "unknown" }.Select(which => (Check: check, Which: which))).ToArray();
        var wrong = new List<string>();
        for (var removal = 0; removal < Removals; removal++)
        {
            var (check, which) = cases[removal % cases.Length];
            var estate = PostureCases.Of(check.Id, which);
            var before = Verdicts(check, estate);
            var taken = Take(random, estate, check.Sources);
            var after = Verdicts(check, estate);

            wrong.AddRange(after.Where(verdict => verdict.Value == CheckStatus.Pass && before.TryGetValue(verdict.Key, out var was) && was != CheckStatus.Pass)
                .Select(verdict => $"{check.Id} ({which}), removal {removal} of seed {Seed}: {verdict.Key} passes without {string.Join(", ", taken)}."));
            if (before.Values.Any(status => status != CheckStatus.Pass) && after.Values.All(status => status == CheckStatus.Pass))
            {
                wrong.Add($"{check.Id} ({which}), removal {removal} of seed {Seed}: all that is left passes without {string.Join(", ", taken)}.");
            }
        }

        Assert.Empty(wrong);
    }

    private static Dictionary<string, CheckStatus> Verdicts(Check check, CaseEstate estate)
    {
        // An account is known as one as long as anything of it is.
        var collected = estate.Collected([.. check.Sources, "aws_route53_zone"]);
        return CheckRun.Of(check, CheckCatalog.Platform.Scopes, collected, PostureCases.Account)
            .ToDictionary(outcome => $"{outcome.Region}/{outcome.Resource}", outcome => outcome.Status);
    }

    private static List<string> Take(Random random, CaseEstate estate, IReadOnlyList<string> sources)
    {
        var taken = new List<string>();
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            var source = sources[random.Next(sources.Count)];
            var rows = estate.Sources[source]?.AsArray() ?? [];
            switch (random.Next(6))
            {
                case 0:
                    estate.NotCollected.Add(source);
                    rows.Clear();
                    taken.Add(source);
                    break;
                case 1 when rows.Count > 0:
                    estate.NotCollected.Add(source);
                    var index = random.Next(rows.Count);
                    taken.Add($"{source} {rows[index]!["key"]}");
                    rows.RemoveAt(index);
                    break;
                case > 1 when rows.Count > 0:
                    taken.Add($"{source} {TakeMember(random, rows[random.Next(rows.Count)]!["body"]!.AsObject())}");
                    break;
                default:
                    break;
            }
        }

        return taken;
    }

    private static string TakeMember(Random random, JsonObject body)
    {
        var members = Members(body).ToList();
        if (members.Count == 0)
        {
            return "nothing";
        }

        var (at, name) = members[random.Next(members.Count)];
        var path = at[name]!.GetPath();
        at.Remove(name);
        return path;
    }

    private static IEnumerable<(JsonObject At, string Name)> Members(JsonNode? node) => node switch
    {
        JsonObject members => members.Where(member => !LeftOutByAws.Contains(member.Key) && member.Value is not null)
            .SelectMany(member => Whole.Contains(member.Key) ? [(members, member.Key)] : Members(member.Value).Prepend((members, member.Key))),
        JsonArray elements => elements.SelectMany(Members),
        _ => [],
    };
}
