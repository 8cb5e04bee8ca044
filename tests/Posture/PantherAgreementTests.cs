using System.Text.Json.Nodes;
using Raposa.Support;
using Xunit.Abstractions;

namespace Raposa.Posture;

/// <summary>Panther's tests of policies against our checks of the same subjects: where we do not agree, a file says why.</summary>
public class PantherAgreementTests(ITestOutputHelper output)
{
    private static readonly JsonObject Explained = JsonNode.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "Posture", "fixtures", "panther-disagreements.json")))!.AsObject();

    [SharedDataFact]
    public void We_agree_with_every_test_whose_subject_we_check_or_say_why_not()
    {
        var tests = File.ReadLines(SharedData.Path("panther", "policy_tests.dev.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        var ours = tests.Where(test => PantherPolicies.IsChecked((string)test["policy_id"]!)).ToList();
        var apart = new List<string>();
        foreach (var test in ours)
        {
            var policy = (string)test["policy_id"]!;
            var status = PantherPolicies.Judge(policy, test["resource"]!.AsObject(), test["mocks"]);
            if (status != ((bool)test["expected_compliant"]! ? CheckStatus.Pass : CheckStatus.Fail))
            {
                apart.Add($"{policy} | {test["test_name"]}");
                output.WriteLine($"{policy} | {test["test_name"]}: Panther says {((bool)test["expected_compliant"]! ? "compliant" : "not")}, we say {status}. {Explained[policy]?[(string)test["test_name"]!]}");
            }
        }

        output.WriteLine($"{ours.Count} of {tests.Count} tests have a subject that we check ({100.0 * ours.Count / tests.Count:0.0} %); we agree with {ours.Count - apart.Count} ({100.0 * (ours.Count - apart.Count) / ours.Count:0.0} %).");
        foreach (var policy in tests.Except(ours).GroupBy(test => (string)test["policy_id"]!))
        {
            output.WriteLine($"not checked: {policy.Key} ({policy.Count()})");
        }

        Assert.Equal(Explained.SelectMany(policy => policy.Value!.AsObject().Select(test => $"{policy.Key} | {test.Key}")).Order(), apart.Order());
    }
}
