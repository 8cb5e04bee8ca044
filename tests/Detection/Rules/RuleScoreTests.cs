using Raposa.Support;

namespace Raposa.Detection;

/// <summary>
/// What the catalogue is worth on recorded attacks. The floors are what was measured, less a little: who changes a rule for
/// the worse is told. The figures themselves stand in docs/detection.md.
/// </summary>
public class RuleScoreTests
{
    [SharedDataFact]
    public void Catalogue_catches_nearly_every_labelled_technique_and_hits_nothing_harmless()
    {
        var score = Score(correlations: true);

        Assert.Equal((66, 322, 92), (score.Techniques.Length, score.BadEvents, score.GoodEvents));
        Assert.True(score.TechniqueRecall >= 0.98, $"{score.TechniquesCaught} techniques");
        Assert.True(score.EventRecall >= 0.66, $"{score.BadCaught} events");
        Assert.Equal(0, score.GoodHit);
    }

    [SharedDataFact]
    public void Single_events_alone_show_most_techniques()
    {
        var score = Score(correlations: false);

        Assert.True(score.TechniqueRecall >= 0.90, $"{score.TechniquesCaught} techniques");
    }

    private static RuleScore Score(bool correlations)
    {
        var events = SharedData.Path("cloudtrail");
        var report = RuleEvaluation.Run(RuleCatalogue.Compile(), new EventFiles(events), (_, _) => { });
        return RuleScore.Compute(correlations ? report : report with { Rules = [.. report.Rules.Where(result => result.Rule is SigmaRule)] }, events);
    }
}
