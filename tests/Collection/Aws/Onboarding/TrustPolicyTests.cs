namespace Raposa.Collection;

public class TrustPolicyTests
{
    [Fact]
    public void The_platforms_role_must_name_the_external_id() => Assert.Equal(
        """{"Version":"2012-10-17","Statement":[{"Sid":"RaposaMayRead","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:role/Platform"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"e+1"}}},{"Sid":"RaposaMaySayWhoReads","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:role/Platform"},"Action":["sts:TagSession","sts:SetSourceIdentity"]}]}""",
        TrustPolicy.ForWorkload("arn:aws:iam::111111111111:role/Platform", "e+1"));

    [Fact]
    public void A_token_must_be_of_the_provider_for_us() => Assert.Equal(
        """{"Version":"2012-10-17","Statement":[{"Sid":"RaposaMayRead","Effect":"Allow","Principal":{"Federated":"arn:aws:iam::222222222222:oidc-provider/example.okta.com/oauth2/abc"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"example.okta.com/oauth2/abc:aud":"raposa","example.okta.com/oauth2/abc:sub":"0oa1"}}}]}""",
        TrustPolicy.ForWebIdentity("222222222222", new("https://example.okta.com/oauth2/abc"), "raposa", "0oa1"));
}
