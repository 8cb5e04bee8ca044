namespace Raposa.Detection;

public class DocumentTests
{
    [Fact]
    public void What_a_rule_says_of_itself_is_kept()
    {
        var rule = Assert.Single(Sigma.Load(Sigma.Selecting("f: x") + """

            name: under_test
            status: deprecated
            level: high
            author: Somebody
            description: Says what it finds.
            tags: [attack.persistence, attack.t1098.003, attack.g0049, cve.2024-1]
            falsepositives: Unlikely
            references: [a, b]
            anything: else
            custom:
              attack_version: '18.1'
              runbook: Call somebody.
            """).Rules);

        Assert.Equal(("under_test", SigmaStatus.Deprecated, SigmaLevel.High), (rule.Name, rule.Status, rule.Level));
        Assert.Equal(["T1098.003"], rule.Techniques);
        Assert.Equal(["persistence"], rule.Tactics);
        Assert.Equal<string>(["Unlikely"], rule.FalsePositives);
        Assert.Equal(("18.1", "Call somebody."), (rule.AttackVersion, rule.Runbook));
    }

    [Fact]
    public void Rule_without_a_level_is_of_medium_severity()
    {
        var rule = Assert.Single(Sigma.Load(Sigma.Selecting("f: x")).Rules);

        Assert.Null(rule.Level);
        Assert.Equal(SigmaLevel.Medium, rule.Severity);
    }

    [Fact]
    public void Rule_without_an_id_has_the_same_one_at_every_load()
    {
        var text = Sigma.Selecting("f: x").Replace("id: 11111111-1111-4111-8111-111111111111\n", string.Empty, StringComparison.Ordinal);
        var other = text.Replace("f: x", "f: y", StringComparison.Ordinal);

        Assert.Equal(Sigma.Load(text).Rules[0].Id, Sigma.Load(text).Rules[0].Id);
        Assert.NotEqual(Sigma.Load(text).Rules[0].Id, Sigma.Load(other).Rules[0].Id);
        Assert.True(Guid.TryParse(Sigma.Load(text).Rules[0].Id, out _));
    }

    [Fact]
    public void One_bad_document_of_a_file_does_not_cost_the_others()
    {
        var second = Sigma.Selecting("f|bad: y").Replace("11111111-1", "21111111-1", StringComparison.Ordinal);
        var third = Sigma.Selecting("f: z").Replace("11111111-1", "31111111-1", StringComparison.Ordinal);
        var set = Sigma.Load(string.Join("\n---\n", Sigma.Selecting("f: x"), second, third, string.Empty));

        Assert.Equal(2, set.Rules.Length);
        Assert.Equal(18, Assert.Single(set.Errors).Line);
    }

    [Fact]
    public void Id_given_to_two_rules_is_refused_and_both_files_named()
    {
        var error = Assert.Single(Sigma.Load(Sigma.Selecting("f: x"), Sigma.Selecting("f: y")).Errors);

        Assert.Equal("rule1.yml", error.File);
        Assert.Contains("in rule0.yml", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_come_back_in_the_order_of_the_set()
    {
        var texts = Enumerable.Range(1, 5).Select(number =>
            Sigma.Selecting(number % 2 == 0 ? "eventName: A" : "f|contains: x").Replace("11111111-1", $"{number}1111111-1", StringComparison.Ordinal));
        var set = Sigma.Load([.. texts]);

        Assert.Equal<SigmaRule>(set.Rules, set.Evaluate(Sigma.Json("""{"eventName":"a","f":"x"}""")));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Garbage_is_refused_and_never_thrown_at_the_caller(int seed)
    {
        var random = new Random(seed);
        var good = Sigma.Rule("""
            a:
              f|contains|all: ['x*', "y\\?"]
              g|re: '^a(b|c)+$'
            b:
              - word
              - h|cidr: 10.0.0.0/8
            condition: 1 of a* and not (b or a)
            """);
        for (var round = 0; round < 3_000; round++)
        {
            var text = round % 3 == 0 ? Noise(random) : Mutated(good, random);
            var parsed = SigmaParser.Parse(text, "fuzz.yml");

            Assert.True(parsed.Errors.Length + parsed.Rules.Length + parsed.Correlations.Length > 0, $"seed {seed}, round {round}: {text}");
            RuleSet.Compile([parsed]).Evaluate(Sigma.Json("""{"f":"xy","g":"abc","h":"10.1.1.1","eventName":"word"}"""));
        }
    }

    private static string Mutated(string text, Random random)
    {
        const string Alphabet = "|:-[]{}&*!%@`'\"\\#>,? \n\t\0\u0085\ufeff\ud800abcn0159()";
        var characters = text.ToList();
        for (var change = random.Next(1, 8); change > 0; change--)
        {
            var at = random.Next(characters.Count);
            switch (random.Next(3))
            {
                case 0:
                    characters[at] = Alphabet[random.Next(Alphabet.Length)];
                    break;
                case 1:
                    characters.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                    break;
                default:
                    characters.RemoveRange(at, Math.Min(random.Next(1, 12), characters.Count - at - 1));
                    break;
            }
        }

        return new string([.. characters]);
    }

    private static string Noise(Random random)
    {
        string[] words = ["title: ", "detection:\n ", "- ", "  ", "\n", "condition: ", "&a ", "*a", "|", ">", "\"\\U", "'", "{", "}", "[", "]", "---\n", "...\n", "? ", ": ", "!!int ", "%YAML 9.9\n", "\t", "x", "\0"];
        return string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => words[random.Next(words.Length)]));
    }
}
