using System.Text.RegularExpressions;

namespace Raposa.Posture;

/// <summary>Each check by itself: on an estate in which all is well, on one in which one thing is wrong, and on one in which one thing is not known.</summary>
public partial class CheckTests
{
    public static TheoryData<string> Checks => [.. CheckCatalog.Platform.All.Select(check => check.Id)];

    [Fact]
    public void There_are_eighty_checks_and_each_has_its_cases()
    {
        Assert.True(CheckCatalog.Platform.All.Length >= 80);
        Assert.Equal(CheckCatalog.Platform.All.Select(check => check.Id), PostureCases.Checks.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Checks))]
    public void A_check_passes_where_all_is_well(string id)
    {
        var outcomes = Run(id, "pass");

        Assert.NotEmpty(outcomes);
        Assert.All(outcomes, outcome => Assert.True(outcome.Status == CheckStatus.Pass, $"{outcome.Resource}: {outcome.Status}, {outcome.Reason}"));
    }

    [Theory, MemberData(nameof(Checks))]
    public void A_check_fails_where_one_thing_is_wrong(string id)
    {
        var outcomes = Run(id, "fail");

        Assert.True(outcomes.Any(outcome => outcome.Status == CheckStatus.Fail), Says(outcomes));
        Assert.DoesNotContain(outcomes, outcome => outcome.Status == CheckStatus.Unknown);
    }

    [Theory, MemberData(nameof(Checks))]
    public void A_check_is_unknown_where_one_thing_is_not_known(string id)
    {
        var outcomes = Run(id, "unknown");

        Assert.True(outcomes.Any(outcome => outcome.Status == CheckStatus.Unknown), Says(outcomes));
        Assert.DoesNotContain(outcomes, outcome => outcome.Status == CheckStatus.Fail);
        Assert.All(outcomes, outcome => Assert.False(string.IsNullOrWhiteSpace(outcome.Reason)));
    }

    [Theory, MemberData(nameof(Checks))]
    public void A_check_is_unknown_of_an_account_where_nothing_is_collected_but_something_else(string id)
    {
        var check = CheckCatalog.Platform.Find(id)!;
        var estate = PostureCases.Of(id, "fail").Collected(only: ["aws_route53_zone"]);
        var other = new Reading.CollectedEstate(
            PostureCases.AsOf, [new("aws_route53_zone", PostureCases.Account, null, null), new("aws_ec2_address", PostureCases.Account, PostureCases.Region, null)], []);

        Assert.Empty(estate.Accounts);
        Assert.Equal([CheckStatus.Unknown], CheckRun.Of(check, CheckCatalog.Platform.Scopes, other, PostureCases.Account).Select(outcome => outcome.Status).Distinct());
    }

    [Theory, MemberData(nameof(Checks))]
    public void A_check_reads_no_more_than_it_says(string id)
    {
        var declared = CheckCatalog.Platform.Find(id)!.Reads;
        var read = new[] { "pass", "fail", "unknown" }.SelectMany(which => Run(id, which)).SelectMany(outcome => outcome.Evidence)
            .Select(one => $"{one.Document.Source}.{Index().Replace(one.Path, "[]")}").Distinct();

        Assert.All(read, path => Assert.Contains(declared, pattern => pattern.EndsWith('*')
            ? path.StartsWith(pattern[..^1], StringComparison.Ordinal)
            : path == pattern || pattern.StartsWith(path + ".", StringComparison.Ordinal) || pattern.StartsWith(path + "[", StringComparison.Ordinal)));
    }

    private static List<CheckOutcome> Run(string id, string which)
    {
        var check = CheckCatalog.Platform.Find(id)!;
        return [.. CheckRun.Of(check, CheckCatalog.Platform.Scopes, PostureCases.Of(id, which).Collected(), PostureCases.Account)];
    }

    private static string Says(IEnumerable<CheckOutcome> outcomes) =>
        string.Join("; ", outcomes.Select(outcome => $"{outcome.Resource}: {outcome.Status}, {outcome.Reason}"));

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
