using System.Net;
using Raposa.Support;

namespace Raposa.Posture;

public class PostureEndpointsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Account = "123456789012";
    private const string User = "arn:aws:iam::123456789012:user/lena";

    [Fact]
    public async Task Before_an_analysis_nothing_is_known_and_nothing_passes()
    {
        var organization = await api.CreateOrganizationAsync();

        var checks = await GetAsync<CheckList>(organization, "/v1/checks");
        var report = await GetAsync<ComplianceReport>(organization, "/v1/compliance/cis-aws-7.0");
        var results = await GetAsync<CheckResultList>(organization, "/v1/posture/results");

        Assert.Equal(CheckCatalog.Platform.All.Length, checks.Checks.Length);
        Assert.Null(checks.AsOf);
        Assert.All(checks.Checks, check => Assert.Null(check.Counts));
        Assert.Equal((0, 0, 70), (report.Passed, report.Failed, report.Unknown));
        Assert.Empty(results.Results);
    }

    [Fact]
    public async Task A_verdict_is_listed_explained_and_counted_and_recomputing_it_gives_the_same()
    {
        var organization = await api.CreateOrganizationAsync();
        await organization.JudgeAsync(Account, User);

        var result = Assert.Single((await GetAsync<CheckResultList>(
            organization, $"/v1/posture/results?check=iam&status=unknown&account={Account}&resource={User}")).Results, one => one.Check == "iam.user_direct_policies");
        var explained = await GetAsync<CheckExplanationView>(
            organization, $"/v1/posture/explanation?check=iam.user_direct_policies&account={Account}&resource={User}");
        var report = await GetAsync<ComplianceReport>(organization, "/v1/compliance/cis-aws-7.0");

        Assert.Equal("AttachedManagedPolicies is not in aws_iam_user arn:aws:iam::123456789012:user/lena.", result.Reason);
        Assert.True(explained.IsSame);
        Assert.Equal((result.Reason, CheckStatus.Unknown), (explained.Recomputed!.Reason, explained.Recomputed.Status));
        Assert.Equal("AttachedManagedPolicies", (string?)explained.Result.Evidence!["documents"]![0]!["reads"]![1]!["path"]);
        Assert.DoesNotContain(report.Controls, control => control.Status == CheckStatus.Pass);
        var control = report.Controls.Single(one => one.Id == "2.13");
        Assert.Equal((CheckStatus.Unknown, 1, 1), (control.Status, control.AccountsEvaluated, control.AccountsExpected));
        Assert.Equal(new(0, 0, 1), control.Counts);
        Assert.Equal(CheckStatus.Unknown, report.Controls.Single(one => one.Id == "3.3.1").Status);
        Assert.NotEmpty(report.Controls.Single(one => one.Id == "5.3").Rules);
    }

    [Theory]
    [InlineData("/v1/checks/none.such", HttpStatusCode.NotFound)]
    [InlineData("/v1/compliance/none", HttpStatusCode.NotFound)]
    [InlineData("/v1/posture/explanation?check=iam.root_mfa&account=123456789012&resource=x", HttpStatusCode.NotFound)]
    [InlineData("/v1/posture/results?status=perhaps", HttpStatusCode.BadRequest)]
    [InlineData("/v1/posture/results?cursor=x", HttpStatusCode.BadRequest)]
    [InlineData("/v1/posture/results?limit=0", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_or_not_understood_is_said(string path, HttpStatusCode expected)
    {
        var organization = await api.CreateOrganizationAsync();

        using var answer = await organization.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(expected, answer.StatusCode);
    }

    private async Task<T> GetAsync<T>(TestOrganization organization, string path)
    {
        using var answer = await organization.Client.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return await api.ReadAsync<T>(answer);
    }
}
