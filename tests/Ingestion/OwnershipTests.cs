using Raposa.Ingestion.Parsing;
using Raposa.Organizations;

namespace Raposa.Ingestion;

public class OwnershipTests
{
    private static readonly OrganizationId Ours = OrganizationId.Parse("0191f3a0-0000-7000-8000-000000000001");
    private static readonly OrganizationId Theirs = OrganizationId.Parse("0191f3a0-0000-7000-8000-000000000002");

    private static readonly Dictionary<string, OrganizationId?> Owners = new()
    {
        ["111111111111"] = Ours, ["222222222222"] = Theirs, ["333333333333"] = null,
    };

    [Fact]
    public void Only_account_ids_are_asked_for_and_each_once() => Assert.Equal(
        ["111111111111"],
        Ownership.AccountsOf(Of("111111111111", "111111111111", "anonymous", null, "11111111111", "1111111111111", "11111111111a"))
            .ToArray());

    [Fact]
    public void Records_of_anothers_account_are_rejected_and_those_of_nobodys_are_flagged()
    {
        var applied = Ownership.Apply(Of("111111111111", "222222222222", "333333333333", null), Ours, Owners, rejectsUnclaimed: false);

        Assert.Equal([(0, false), (2, true), (3, true)], applied.Events.Select(one => (one.RecordIndex, one.IsUnclaimed)));
        Assert.Equal([(1, "account-of-another-organization")], applied.Rejections.Select(one => (one.Index, one.Reason)));
    }

    [Fact]
    public void A_strict_organization_rejects_what_it_has_not_claimed()
    {
        var applied = Ownership.Apply(Of("111111111111", "222222222222", "333333333333", null), Ours, Owners, rejectsUnclaimed: true);

        Assert.Equal([0], applied.Events.Select(one => one.RecordIndex));
        Assert.Equal(
            [(1, "account-of-another-organization"), (2, "account-not-claimed"), (3, "account-not-claimed")],
            applied.Rejections.Select(one => (one.Index, one.Reason)));
    }

    [Fact]
    public void Rejections_stand_in_the_order_of_the_body()
    {
        var delivery = Of("222222222222", "222222222222") with
        {
            Rejections = [new() { Index = 7, Reason = "not-an-object", Detail = "" }],
        };

        Assert.Equal([0, 1, 7], Ownership.Apply(delivery, Ours, Owners, rejectsUnclaimed: false).Rejections.Select(one => one.Index));
    }

    private static ParsedDelivery Of(params string?[] accounts) => new(
        [
            .. accounts.Select((account, index) => new PreparedEvent
            {
                EventKey = EventKey.Of($"{index}"),
                EventId = $"{index}",
                EventTime = DateTimeOffset.UnixEpoch,
                IsTimeKnown = true,
                AccountId = account,
                IsUnclaimed = true,
                RecordIndex = index,
                Offset = 0,
                Length = 0,
                IsPlain = true,
            }),
        ],
        []);
}
