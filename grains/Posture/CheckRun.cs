using Raposa.Posture.Reading;

namespace Raposa.Posture;

/// <summary>
/// Runs checks over an estate. Of every source that a check is about, an account where it is not wholly known has one more
/// verdict, unknown, on what may be there unseen: so that what was not collected is never taken for what is right.
/// </summary>
internal static class CheckRun
{
    public static IEnumerable<CheckOutcome> Evaluate(CheckCatalog catalog, CollectedEstate estate) =>
        from account in estate.Accounts
        from check in catalog.All
        from outcome in Of(check, catalog.Scopes, estate, account)
        select outcome;

    /// <summary>The verdicts of one check on an account.</summary>
    public static IEnumerable<CheckOutcome> Of(Check check, SourceScopes scopes, CollectedEstate estate, string account) => check.Kind switch
    {
        SubjectKind.Account => Judged(check, new(estate, scopes, account, null, null), account),
        SubjectKind.Region => estate.RegionsOf(account) is { IsEmpty: false } regions
            ? regions.SelectMany(region => Judged(check, new(estate, scopes, account, region, null), region))
            : [Unseen(check, account, null, estate.IsComplete(check.Source, account, null, isRegional: true).Why!)],
        _ => OfResources(check, scopes, estate, account),
    };

    private static IEnumerable<CheckOutcome> OfResources(Check check, SourceScopes scopes, CollectedEstate estate, string account)
    {
        foreach (var document in estate.Documents(check.Source, account))
        {
            foreach (var outcome in Judged(check, new(estate, scopes, account, document.Region, document), document.Key))
            {
                yield return outcome;
            }
        }

        var isRegional = scopes.IsRegional(check.Source);
        IEnumerable<string?> regions = isRegional ? estate.RegionsOf(account) : [];
        foreach (var region in regions.DefaultIfEmpty())
        {
            if (estate.IsComplete(check.Source, account, region, isRegional) is { IsYes: false } known)
            {
                yield return Unseen(check, account, region, known.Why!);
            }
        }
    }

    private static IEnumerable<CheckOutcome> Judged(Check check, Look look, string resource) => check.Judge(look) is { } judgement
        ? [new(check, look.Account, look.Region, resource, judgement.Status, judgement.Reason, [.. look.Trail.Reads])]
        : [];

    private static CheckOutcome Unseen(Check check, string account, string? region, string why) =>
        new(check, account, region, CheckOutcome.Unseen, CheckStatus.Unknown, why, []);
}
