using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Raposa.DemoWorld.Estate;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.Organizations;
using Raposa.Support;
using Raposa.Views;
using Xunit.Abstractions;

namespace Raposa.Chat;

/// <summary>
/// Sixty questions on the demo's company, which the platform's own readers collected and its analyses judged: the embedded responder answers each
/// with no model, and is held to what is planted.
/// </summary>
public sealed partial class QuestionsTests(DemoAnswers demo, ITestOutputHelper output) : IClassFixture<DemoAnswers>
{
    private const double Least = 0.95;

    [Fact]
    public async Task Sixty_questions_are_answered_with_what_is_planted_and_the_unanswerable_are_declined()
    {
        var cases = QuestionCase.Read(Path.Combine("tests", "Chat", "questions.jsonl"));
        await using var engine = await StartAsync();
        List<Outcome> outcomes = [];
        foreach (var one in cases)
        {
            outcomes.Add(OutcomeOf(one, await AskAsync(engine, one.Question)));
        }

        output.WriteLine(TableOf(outcomes));
        var (cited, right, wanted) = (outcomes.Sum(one => one.Cited), outcomes.Sum(one => one.Right), outcomes.Sum(one => one.Wanted));
        Assert.Equal(60, outcomes.Count);
        Assert.True(outcomes.TrueForAll(one => one.Faults.IsEmpty), TableOf(outcomes.FindAll(one => !one.Faults.IsEmpty)));
        Assert.True((double)right / cited >= Least, $"precision {right} of {cited}\n{TableOf(outcomes)}");
        Assert.True((double)right / wanted >= Least, $"recall {right} of {wanted}\n{TableOf(outcomes)}");
    }

    /// <summary>None of these has an open finding of its own that says what it is.</summary>
    [Fact]
    public async Task A_resource_that_is_named_is_told_of_with_evidence_and_one_that_is_not_there_is_not()
    {
        await using var engine = await StartAsync();
        var host = demo.Company.Accounts.SelectMany(account => account.Regions)
            .SelectMany(region => new EstateMoment(demo.Company, DemoAnswers.ReadLate).Instances(region)).First(machine => machine.StateAt(DemoAnswers.ReadLate) == InstanceState.Running);

        var told = await AskAsync(engine, $"What is {host.Id}?");
        var unknown = await AskAsync(engine, "What is i-0fffffffffffffff0?");

        Assert.Contains($"{host.Id} ", told.Answer, StringComparison.Ordinal);
        Assert.Contains("is an EC2 instance of account", told.Answer, StringComparison.Ordinal);
        Assert.NotEmpty(AnswerVerifier.CitedIn(told.Answer));
        Assert.Empty(AnswerVerifier.CitedIn(unknown.Answer));
        Assert.Equal(0, told.Struck);
    }

    // What a conversation does with a question when there is no model.
    private async Task<AnswerDraft> AskAsync(EngineFixture engine, string question)
    {
        Caller.ActFor(demo.Organization);
        var found = await engine.Grains.GetGrain<IRetrievalGrain>(demo.Organization.ToString()).Search(question, 20);
        var draft = new AnswerDraft(found.Intent, found.Evidence, new(() => new(found.Evidence, question, found.Intent.Time)));
        var chain = new ModelChain(
            [new ChainLink(new EmbeddedModel(() => EmbeddedResponder.Compose(found.Intent, found.Evidence)), EmbeddedResponder.ModelId)], new Open(), TimeProvider.System);
        await foreach (var one in chain.RunAsync(PromptText.Of(question, found.Evidence, []), null, default))
        {
            _ = draft.Take(one).Count();
        }

        return draft;
    }

    private Outcome OutcomeOf(QuestionCase one, AnswerDraft answer)
    {
        var (expected, allowed) = (one.Expected(demo), one.Allowed(demo));
        var cited = CitedIn(answer.Answer, demo).Except(allowed.Except(expected)).ToHashSet();
        if (one.Recall.Length > 0)
        {
            cited.IntersectWith(expected);
        }

        List<string> faults = [];
        if (answer.Struck > 0)
        {
            faults.Add($"{answer.Struck} true sentences struck");
        }

        if (one.Unanswerable && (cited.Count > 0 || AnswerVerifier.CitedIn(answer.Answer).Count > 0))
        {
            faults.Add("not declined");
        }

        faults.AddRange(one.Not.Where(name => answer.Answer.Contains(name, StringComparison.Ordinal)).Select(name => $"names {name}"));
        faults.AddRange(one.Mentions.Where(name => !answer.Answer.Contains(name, StringComparison.Ordinal)).Select(name => $"does not say {name}"));
        faults.AddRange((one.Count ? one.Numbers.Add(expected.Count) : one.Numbers)
            .Where(number => !Number().Matches(answer.Answer).Any(match => match.Value == number.ToString(CultureInfo.InvariantCulture))).Select(number => $"lacks {number}"));
        faults.AddRange(expected.Except(cited).Select(name => $"misses {name}").Take(3));
        faults.AddRange(cited.Except(expected).Select(name => $"also {name}").Take(3));
        return new(one.Question, cited.Count, expected.Intersect(cited).Count(), expected.Count, [.. faults], answer.Answer);
    }

    // Of a list what each of its lines is about; of prose everything planted that it names.
    private static HashSet<string> CitedIn(string answer, DemoAnswers demo)
    {
        HashSet<string> cited = [];
        var universe = demo.Planted.SelectMany(facts => facts).Select(fact => fact.Resource).Where(name => name.Contains('-', StringComparison.Ordinal)).ToHashSet();
        foreach (var line in answer.Split('\n').Where(line => Citation().IsMatch(line)))
        {
            if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                cited.Add(ShortName(line[2..].Split([';', '[', ' '], 2)[0].TrimEnd(':')));
            }
            else if (!line.StartsWith("Not known", StringComparison.Ordinal))
            {
                cited.UnionWith(universe.Where(name => line.Contains(name, StringComparison.Ordinal)));
            }
        }

        return cited;
    }

    // A user or role is the same by its ARN and by its name.
    private static string ShortName(string name) => name.StartsWith("arn:", StringComparison.Ordinal) ? name[(name.LastIndexOf('/') + 1)..] : name;

    private static string TableOf(IEnumerable<Outcome> outcomes) => string.Join('\n', outcomes.Select(one =>
        $"{one.Right,3}/{one.Cited,3}/{one.Wanted,3}  {one.Question}  {string.Join("; ", one.Faults)}{(one.Faults.IsEmpty ? "" : $"\n      {one.Answer.Replace("\n", "\n      ", StringComparison.Ordinal)}")}"));

    private Task<EngineFixture> StartAsync()
    {
        var clock = new OffsetClock();
        clock.Advance(DemoAnswers.Late.AddMinutes(1) - clock.GetUtcNow());
        return ChatSilo.StartAsync(demo.Postgres.Tenants, clock);
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Citation();

    [GeneratedRegex(@"(?<![\w.-])\d+(?![\w-]|\.\d)")]
    private static partial Regex Number();

    private sealed class Open : IProviderCircuits
    {
        public Task<string?> RefuseAsync(string provider) => Task.FromResult<string?>(null);

        public Task RecordAsync(ModelAttempt attempt, TimeSpan? retryAfter) => Task.CompletedTask;
    }

    /// <param name="Right">Cited and to be cited.</param>
    private sealed record Outcome(string Question, int Cited, int Right, int Wanted, ImmutableArray<string> Faults, string Answer);
}
