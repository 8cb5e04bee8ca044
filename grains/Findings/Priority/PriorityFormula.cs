using System.Collections.Immutable;
using System.Globalization;
using Raposa.Incidents;

namespace Raposa.Findings;

/// <summary>
/// What to look at first: severity × exposure × missing sensor × role, in hundredths of the worst product. What is unknown weighs like the
/// worst, so that knowing less never lowers a score. <c>docs/findings.md</c> says the same to users.
/// </summary>
internal static class PriorityFormula
{
    public const string SeverityFactor = "severity", Exposure = "exposure", Sensor = "sensor", Role = "role";
    public const string Unknown = "unknown", NotApplicable = "not_applicable";

    /// <summary>Anybody on the internet reaches it; only addresses that a rule means; nobody out there.</summary>
    public const string Internet = "internet", SomeAddresses = "some_addresses", NotExposed = "none";

    /// <summary>Of a machine: no working sensor watches it, or one does.</summary>
    public const string Missing = "missing", Working = "working";

    /// <summary>It can do everything in its account; it is of production; neither.</summary>
    public const string Admin = "admin", Production = "production", Other = "other";

    private static readonly Dictionary<(string Factor, string Level), decimal> Weights = new()
    {
        [(Exposure, Internet)] = 2m,
        [(Exposure, SomeAddresses)] = 1.5m,
        [(Exposure, NotExposed)] = 1m,
        [(Exposure, NotApplicable)] = 1m,
        [(Exposure, Unknown)] = 2m,
        [(Sensor, Missing)] = 1.5m,
        [(Sensor, Working)] = 1m,
        [(Sensor, NotApplicable)] = 1m,
        [(Sensor, Unknown)] = 1.5m,
        [(Role, Admin)] = 1.5m,
        [(Role, Production)] = 1.5m,
        [(Role, Other)] = 1m,
        [(Role, NotApplicable)] = 1m,
        [(Role, Unknown)] = 1.5m,
    };

    // Critical, reached by anybody, with no sensor, in production.
    private const decimal Worst = 10m * 2m * 1.5m * 1.5m;

    /// <exception cref="KeyNotFoundException">There is no such level of that factor.</exception>
    public static decimal WeightOf(string factor, string level) => Weights[(factor, level)];

    /// <param name="facts">What is known of the thing that the finding is about.</param>
    public static FindingPriority Of(Severity severity, string kind, string subject, ImmutableArray<ResourceFact> facts)
    {
        var scope = PriorityScope.Of(kind, subject);
        ImmutableArray<PriorityFactor> factors =
        [
            new(SeverityFactor, severity.ToString().ToLowerInvariant(), WeightOf(severity), "The finding's own severity."),
            FactorOf(Exposure, scope.HasExposure, facts),
            FactorOf(Sensor, scope.HasSensor, facts),
            FactorOf(Role, scope.HasRole, facts),
        ];
        return new()
        {
            Score = (int)Math.Round(100m * factors.Aggregate(1m, (product, factor) => product * factor.Weight) / Worst, MidpointRounding.AwayFromZero),
            Unknowns = factors.Count(factor => factor.Level == Unknown),
            Factors = factors,
        };
    }

    // Of several facts the worst counts, and of equals one that is known.
    private static PriorityFactor FactorOf(string name, bool applies, ImmutableArray<ResourceFact> facts)
    {
        if (!applies)
        {
            return new(name, NotApplicable, WeightOf(name, NotApplicable), "What it is about has no such thing.");
        }

        return facts.Where(fact => fact.Factor == name)
            .Select(fact => new PriorityFactor(name, fact.Level, WeightOf(name, fact.Level), fact.Why))
            .OrderByDescending(factor => factor.Weight).ThenBy(factor => factor.Level == Unknown).ThenBy(factor => factor.Why, StringComparer.Ordinal)
            .FirstOrDefault() ?? new(name, Unknown, WeightOf(name, Unknown), "Nothing that was collected says so; it counts as the worst.");
    }

    private static decimal WeightOf(Severity severity) => severity switch
    {
        Severity.Critical => 10m,
        Severity.High => 7m,
        Severity.Medium => 4m,
        Severity.Low => 2m,
        Severity.Informational => 1m,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, string.Create(CultureInfo.InvariantCulture, $"{(int)severity} is no severity.")),
    };
}
