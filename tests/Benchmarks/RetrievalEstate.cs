using System.Collections.Immutable;
using System.Globalization;
using Raposa.Chat;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Organizations;

namespace Raposa.Benchmarks;

/// <summary>The findings of an invented organization as passages, questions about them, and what an exact search brings, in memory.</summary>
internal sealed class RetrievalEstate
{
    public static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Teams = ["data", "billing", "platform", "web", "ml", "search", "payments", "ops", "growth", "legal"];
    private static readonly string[] Things = ["events", "exports", "invoices", "models", "reports", "logs", "backups", "uploads", "catalog", "sessions"];
    private static readonly string[] Regions = ["eu-west-1", "eu-central-1", "us-east-1", "us-west-2"];

    private static readonly (string Kind, string Id, string Title, string Detail)[] Troubles =
    [
        ("storage.public", "corp-{team}-{thing}-{n}", "The bucket {id} is public", "Its policy lets anyone read it. Block public access for the account, then remove the statement."),
        ("storage.unencrypted", "{team}-{thing}-{n}", "The database {id} is not encrypted at rest", "A copy of its disk can be read by whoever gets it. Restore an encrypted snapshot and move over."),
        ("reconciliation.unprotected", "i-{hex}", "{id} has no live sensor", "Nothing watches this machine of the {team} team. Install the Falcon sensor with the image."),
        ("network.exposed", "i-{hex}", "{id} answers the internet on port {port}", "A security group lets anybody in. Close the port, or let only the office in."),
        ("identity.dormant", "svc-{team}-{thing}-{n}", "{id} has AdministratorAccess and was not used for {days} days", "Whoever finds its key owns the account. Remove its policy or its keys."),
        ("identity.no-mfa", "{team}.user{n}", "{id} signs in with a password and no MFA", "One guessed password is enough. Require a second factor."),
        ("identity.old-key", "{team}.bot{n}", "The access key of {id} is {days} days old", "Old keys leak unnoticed. Rotate it."),
        ("network.flow-logs", "vpc-{hex}", "{id} keeps no flow logs", "What was sent where cannot be said afterwards. Turn them on."),
        ("posture.logging", "trail-{team}-{n}", "The trail {id} does not validate its log files", "A changed log would not show. Turn validation on."),
        ("threat.guardduty", "i-{hex}", "{id} asks names of a crypto mining pool", "GuardDuty saw DNS requests for a known pool. Isolate it, and look who made it."),
        ("dns.dangling", "{thing}{n}.{team}.example.com", "{id} points to a load balancer that is gone", "Whoever makes one by that name answers in your name. Remove the record."),
        ("cost.anomaly", "AmazonEC2-{n}", "EC2 of the {team} team cost {days} dollars more than the weeks before explain", "Instances of a size that nobody used before were started in {region}."),
    ];

    private static readonly string[] Asking =
    [
        "which buckets of the {team} team are public?", "what is wrong with {id}?", "which databases are not encrypted in {region}?", "which machines have no sensor?",
        "what answers the internet on port {port}?", "which admins were not used for {days} days?", "who signs in without MFA?", "how do I rotate the key of {id}?",
        "which networks keep no flow logs?", "is there any crypto mining?", "which names point to something that is gone?", "why did the {team} team's bill go up?",
        "tell me about {team} {thing}", "what should the {team} team fix first?",
    ];

    private readonly Random _random;
    private readonly SparseVector[] _vectors;

    public RetrievalEstate(OrganizationId organization, int size, int seed)
    {
        (Organization, _random) = (organization, new(seed));
        Passages = [.. Enumerable.Range(0, size).Select(PassageOf)];
        _vectors = [.. Passages.Select(passage => LexicalEmbedder.Embed(passage.Text))];
    }

    public OrganizationId Organization { get; }

    public ImmutableArray<Passage> Passages { get; }

    public string NextQuestion()
    {
        var about = Passages[_random.Next(Passages.Length)];
        return Fill(Asking[_random.Next(Asking.Length)], _random.Next(900)).Replace("{id}", about.Subject, StringComparison.Ordinal);
    }

    /// <summary>The share of the exact best that was found. One that is as near as the last of them is as good.</summary>
    public double RecallOf(ImmutableArray<PassageKey> found, SparseVector question, PassageFilter filter, int top)
    {
        var weights = question.Indices.Zip(question.Values).ToDictionary(pair => pair.First, pair => (double)pair.Second);
        var nearness = Passages.Select((passage, at) => (passage, at)).Where(one => Fits(one.passage, filter)).ToDictionary(
            one => one.passage.Id, one => _vectors[one.at].Indices.Zip(_vectors[one.at].Values).Sum(pair => weights.GetValueOrDefault(pair.First) * pair.Second));
        var best = nearness.Values.OrderDescending().Take(top).ToList();
        if (best.Count == 0)
        {
            return 1;
        }

        // pgvector adds up in single precision.
        var least = best[^1] - 1e-5;
        return Math.Min(1, (double)found.Count(passage => nearness.TryGetValue(passage.Id, out var near) && near >= least) / best.Count);
    }

    private static bool Fits(Passage passage, PassageFilter filter) =>
        (filter.Scopes.IsEmpty || passage.Scopes.Any(scope => filter.Scopes.Contains(scope)))
        && passage.FirstSeenAt < filter.At && (passage.ResolvedAt is not { } resolved || resolved > filter.At);

    private Passage PassageOf(int number)
    {
        var trouble = Troubles[_random.Next(Troubles.Length)];
        var id = Fill(trouble.Id, number);
        var seen = Now.AddMinutes(-_random.Next(1, 500_000));
        return PassageText.Of(new Finding
        {
            Id = Guid.CreateVersion7(), Fingerprint = $"{trouble.Kind}:{number}", Kind = trouble.Kind, Severity = (Severity)_random.Next(1, 6),
            Status = FindingStatus.Open, Title = Fill(trouble.Title.Replace("{id}", id, StringComparison.Ordinal), number), Detail = Fill(trouble.Detail, number),
            AccountId = string.Create(CultureInfo.InvariantCulture, $"9001002003{_random.Next(10, 99)}"), Region = Regions[_random.Next(Regions.Length)], Subject = id,
            EvidenceJson = string.Create(CultureInfo.InvariantCulture, $$$"""{"team":"{{{Teams[_random.Next(Teams.Length)]}}}","tags":{"Name":"{{{id}}}","Owner":"owner{{{_random.Next(500)}}}@example.com"}}"""),
            FirstSeenAt = seen, LastSeenAt = Now, ChangedAt = seen,
            // One in ten is right again: it must not take a place among the best.
            ResolvedAt = _random.Next(10) == 0 ? Now.AddMinutes(-1) : null,
        });
    }

    private string Fill(string text, int number) => text
        .Replace("{team}", Teams[_random.Next(Teams.Length)], StringComparison.Ordinal)
        .Replace("{thing}", Things[_random.Next(Things.Length)], StringComparison.Ordinal)
        .Replace("{region}", Regions[_random.Next(Regions.Length)], StringComparison.Ordinal)
        .Replace("{port}", _random.Next(20, 9_000).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{days}", _random.Next(90, 900).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{hex}", _random.NextInt64(0x0fffffffffffffff).ToString("x16", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{n}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
