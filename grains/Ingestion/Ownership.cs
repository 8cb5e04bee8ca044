using System.Collections.Immutable;
using Raposa.Ingestion.Parsing;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <summary>
/// Whose records these are, by the AWS account that received each: those of another organization's account are rejected,
/// those of an account that nobody claimed are kept and flagged, or rejected where the organization asks for that.
/// </summary>
internal static class Ownership
{
    /// <summary>The account ids to ask the owner of.</summary>
    public static ImmutableArray<string> AccountsOf(ParsedDelivery delivery)
    {
        var accounts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in delivery.Events)
        {
            if (one.AccountId is { } account && IsAccountId(account))
            {
                accounts.Add(account);
            }
        }

        return [.. accounts];
    }

    /// <param name="owners">By account id; null or missing where nobody claimed it.</param>
    public static ParsedDelivery Apply(
        ParsedDelivery delivery, OrganizationId organization, IReadOnlyDictionary<string, OrganizationId?> owners, bool rejectsUnclaimed)
    {
        var kept = ImmutableArray.CreateBuilder<PreparedEvent>(delivery.Events.Length);
        var rejected = new List<RejectedRecord>(delivery.Rejections);
        foreach (var one in delivery.Events)
        {
            var owner = one.AccountId is { } account ? owners.GetValueOrDefault(account) : null;
            if (owner == organization)
            {
                kept.Add(one with { IsUnclaimed = false });
            }
            else if (owner is not null)
            {
                rejected.Add(new()
                {
                    Index = one.RecordIndex,
                    Reason = "account-of-another-organization",
                    Detail = "The record's AWS account belongs to another organization here.",
                });
            }
            else if (rejectsUnclaimed)
            {
                rejected.Add(new()
                {
                    Index = one.RecordIndex,
                    Reason = "account-not-claimed",
                    Detail = "The record's AWS account is not claimed, and this organization takes only claimed ones; claim it with POST /v1/accounts.",
                });
            }
            else
            {
                kept.Add(one);
            }
        }

        return delivery with { Events = kept.ToImmutable(), Rejections = [.. rejected.OrderBy(one => one.Index)] };
    }

    private static bool IsAccountId(string text) => text.Length == 12 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');
}
