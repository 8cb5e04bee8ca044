using Raposa.Chat.Lists;
using Raposa.Views;

namespace Raposa.Chat;

/// <summary>Which list a question is after, and that every list of the catalogue is one that its view can give.</summary>
public sealed class ListRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> Rules => [.. Enumerable.Range(0, ListCatalogue.All.Length)];

    [Theory]
    [InlineData("which production hosts have a HIGH finding and no live sensor?", "severe_unprotected_production_host")]
    [InlineData("which hosts have no sensor?", "unprotected_host")]
    [InlineData("how many machines are unprotected?", "unprotected_host")]
    [InlineData("which admins haven't logged in this quarter?", "dormant_administrator")]
    [InlineData("who has no MFA?", "user_without_mfa")]
    [InlineData("which buckets are public?", "public_bucket")]
    [InlineData("which buckets were public in the last 30 days?", "bucket_public_in_last_30_days")]
    [InlineData("unencrypted RDS", "unencrypted_database")]
    [InlineData("which unencrypted databases stand behind a name at Cloudflare?", "unencrypted_database_behind_name")]
    [InlineData("which EBS volumes are not encrypted?", "unencrypted_volume")]
    [InlineData("how many incidents are open?", "incident")]
    [InlineData("which instances does the internet reach?", "exposed_instance_by_inner_reach")]
    [InlineData("which internet-facing hosts have no sensor?", "exposed_instance_by_inner_reach")]
    [InlineData("who can become an admin?", "attack_path_to_administrator")]
    [InlineData("why did our bill spike on Tuesday?", null)]
    [InlineData("what should we fix first?", null)]
    [InlineData("hello", null)]
    public void A_question_is_after_one_list_or_none(string question, string? view) =>
        Assert.Equal(view, IntentRules.Read(question, Now).Lists.FirstOrDefault()?.View);

    [Fact]
    public void An_account_and_a_region_narrow_a_list_down()
    {
        var list = IntentRules.Read("unprotected hosts in account 900100200301 in eu-west-1", Now).Lists.Single();

        Assert.Equal([new("account_id", "900100200301"), new("region", "eu-west-1")], list.Filters.ToList());
    }

    /// <summary>Two accounts are no filter: it would leave out one of them.</summary>
    [Fact]
    public void Two_accounts_narrow_nothing_down() =>
        Assert.Empty(IntentRules.Read("unprotected hosts in 900100200301 and 900100200302", Now).Lists.Single().Filters);

    [Fact]
    public void Open_and_closed_incidents_are_two_lists_of_one_view()
    {
        var (open, closed) = (IntentRules.Read("which incidents are open?", Now).Lists.Single(), IntentRules.Read("how many closed incidents are there?", Now).Lists.Single());

        Assert.Equal(("Open incidents", "Closed incidents"), (ListCatalogue.Of(open).Title, ListCatalogue.Of(closed).Title));
    }

    [Theory, MemberData(nameof(Rules))]
    public void A_list_names_columns_that_its_view_has(int number)
    {
        var rule = ListCatalogue.All[number];
        var view = Assert.Single(ViewCatalogue.Platform.All, one => one.Name == rule.View);
        string[] named =
        [
            .. rule.Shown, .. rule.Values, .. rule.Always.Select(filter => filter.Column), "answer", "why", "as_of",
            .. rule.HasAccount ? ["account_id"] : Array.Empty<string>(), .. rule.HasRegion ? ["region"] : Array.Empty<string>(),
            .. rule.Apart is { } apart ? [apart.Column] : Array.Empty<string>(),
        ];

        Assert.Empty(named.Except(view.Description.Columns.Select(column => column.Name)));
    }
}
