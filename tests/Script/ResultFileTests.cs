namespace Raposa.Script;

/// <summary>How the results of a test run are counted: a run that is read wrongly would let a failure through.</summary>
public class ResultFileTests
{
    private const string Results =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <TestRun><Results>
          <UnitTestResult executionId="1" testName="A.Passes" outcome="Passed" duration="1"><Output><StdOut>outcome="Failed"</StdOut></Output></UnitTestResult>
          <UnitTestResult executionId="2" testName="A.Passes(n: &quot;&gt;&quot;)" outcome="Passed" />
          <UnitTestResult executionId="3" testName="A.Fails" outcome="Failed"><Output><ErrorInfo><Message>no</Message></ErrorInfo></Output></UnitTestResult>
          <UnitTestResult executionId="4" testName="A.TimesOut" outcome="Timeout" />
          <UnitTestResult executionId="5" testName="A.Waits" outcome="NotExecuted"><Output><StdOut>needs &lt;shared&gt; &amp;
            more</StdOut></Output></UnitTestResult>
        </Results>
        <ResultSummary outcome="Failed"><Counters total="5" executed="4" passed="2" failed="2" notExecuted="0" /></ResultSummary></TestRun>
        """;

    [Fact]
    public async Task Every_single_result_is_counted_by_its_outcome() =>
        Assert.Equal("2 2 1", await Bash.CallAsync("count_trx <(printf '%s' \"$1\")", Results));

    [Fact]
    public async Task A_run_without_results_counts_nothing() =>
        Assert.Equal("0 0 0", await Bash.CallAsync("count_trx <(printf '%s' \"$1\")", "<TestRun><Results /></TestRun>"));

    [Theory]
    [InlineData("skipped", "A.Waits: needs <shared> & more")]
    [InlineData("failed", "A.Fails: no\nA.TimesOut: no reason given")]
    public async Task What_did_not_pass_is_shown_with_its_reason_on_one_line(string kind, string shown) =>
        Assert.Equal(shown, await Bash.CallAsync("results_of_trx <(printf '%s' \"$1\") \"$2\"", Results, kind));

    [Fact]
    public async Task What_failed_is_said_once_more_before_the_total() =>
        Assert.Equal(
            "Failed:\n  local: A.Fails: no\n\n1 passed, 1 failed, 0 skipped",
            await Bash.CallAsync("count 1 1 0; failure \"$1\"; show_test_total", "local: A.Fails: no"));

    /// <summary>What a program writes while it is tested may begin with the same word.</summary>
    [Fact]
    public async Task Only_the_runners_own_words_count_as_a_failure() =>
        Assert.Equal(
            "  Failed A.Fails [2 s]\n  Error Message:",
            await Bash.CallAsync(
                "show_test_progress /dev/null <<<\"$1\"",
                "      Failed to address message\n  at somewhere\n  Failed A.Fails [2 s]\n  Error Message:\n  Passed A.Passes(n: [1]) [< 1 ms]\n  Failed to say so"));
}
