using System.Collections.Immutable;
using System.Text.Json;
using Raposa.DemoWorld.Estate;
using Raposa.DemoWorld.Estate.Findings;
using Raposa.Support;
using Raposa.Views;

namespace Raposa.Chat;

/// <summary>
/// One question on the demo's company with its truth: from the answer sheet and the estate's builders, or written by hand; never from an answer.
/// </summary>
internal sealed record QuestionCase
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public required string Question { get; init; }

    /// <summary>What must be cited, by its name.</summary>
    public ImmutableArray<string> Ids { get; init; } = [];

    /// <summary>Kinds of planted facts of which all must be cited and nothing else.</summary>
    public ImmutableArray<string> Planted { get; init; } = [];

    /// <summary>Kinds of planted facts of which all must be cited, among others that the answer sheet does not tell.</summary>
    public ImmutableArray<string> Recall { get; init; } = [];

    /// <summary>Kinds that may be cited as well: whether they are meant hangs on what the vendors' findings happen to be.</summary>
    public ImmutableArray<string> May { get; init; } = [];

    /// <summary>Only of this account, and of this region.</summary>
    public string? Account { get; init; }
    public string? Region { get; init; }

    /// <summary>Numbers that must appear.</summary>
    public ImmutableArray<int> Numbers { get; init; } = [];

    /// <summary>How many they are must appear.</summary>
    public bool Count { get; init; }

    /// <summary>What must stand in the answer beside them.</summary>
    public ImmutableArray<string> Mentions { get; init; } = [];

    /// <summary>What must not be named.</summary>
    public ImmutableArray<string> Not { get; init; } = [];

    /// <summary>The evidence does not answer it, and the answer says so and cites nothing.</summary>
    public bool Unanswerable { get; init; }

    public static ImmutableArray<QuestionCase> Read(string path) =>
        [.. File.ReadLines(Path.Combine(Repository.Root, path)).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<QuestionCase>(line, Json)!)];

    public HashSet<string> Expected(DemoAnswers demo) => [.. Ids, .. Of(demo, Planted), .. Of(demo, Recall)];

    public HashSet<string> Allowed(DemoAnswers demo) => [.. Of(demo, May)];

    private IEnumerable<string> Of(DemoAnswers demo, ImmutableArray<string> kinds) => kinds.SelectMany(kind => kind switch
    {
        "OldAccessKey" => OldKeys(demo),
        "VpcWithoutFlowLogs" => Vpcs(demo),
        "SevereUnprotected" => SevereUnprotected(demo),
        _ => Facts(demo, Enum.Parse<PlantedKind>(kind)),
    });

    private IEnumerable<string> Facts(DemoAnswers demo, params PlantedKind[] kinds) => kinds.SelectMany(kind => demo.Planted[kind])
        .Where(fact => IsMeant(fact.Account, fact.Region)).Select(fact => fact.Resource);

    private bool IsMeant(string account, string region) => (Account is null || account == Account) && (Region is null || region == Region);

    // Active ones that were made more than 90 days before.
    private IEnumerable<string> OldKeys(DemoAnswers demo) =>
        from account in demo.Company.Accounts
        where IsMeant(account.Id, Region ?? "")
        from user in account.Identity.Users
        from key in user.Keys
        where key.IsActive && key.CreatedAt < DemoAnswers.Late.AddDays(-90)
        select key.Id;

    // The one of each region that AWS makes has none; nearly every other has.
    private IEnumerable<string> Vpcs(DemoAnswers demo) =>
        from account in demo.Company.Accounts
        from region in account.Regions
        where IsMeant(account.Id, region.Name)
        from vpc in region.Network.Vpcs
        where vpc.IsDefault || !region.Network.HasFlowLogs
        select vpc.Id;

    // Of production's machines without a working sensor those of which Inspector tells a high or critical finding.
    private IEnumerable<string> SevereUnprotected(DemoAnswers demo)
    {
        var moment = new EstateMoment(demo.Company, DemoAnswers.Late);
        var severe = demo.Company.Accounts.Where(account => account.IsProduction)
            .SelectMany(account => account.Regions.SelectMany(region => InspectorDocuments.Findings(new(moment, account, region.Name, []))))
            .Where(finding => finding["severity"]!.GetValue<string>() is "HIGH" or "CRITICAL" && finding["status"]!.GetValue<string>() == "ACTIVE")
            .Select(finding => finding["resources"]![0]!["id"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        return Facts(demo, PlantedKind.HostWithoutSensor, PlantedKind.SilentSensor, PlantedKind.ReducedSensor).Where(severe.Contains);
    }
}
