namespace Raposa.Posture.Iam;

/// <summary>Requests that AWS's documentation says how they end. Expected: yes, no (nothing allows it), never (a policy denies it) or maybe.</summary>
public class PolicyEvaluationTests
{
    private const string User = "arn:aws:iam::111122223333:user/lena";
    private const string Role = "arn:aws:iam::111122223333:role/app";
    private const string Object = "arn:aws:s3:::reports/2026/a.csv";

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}""", "yes")]
    [InlineData("""{"Effect":"Allow","Action":"S3:getobject","Resource":"*"}""", "yes")]
    [InlineData("""{"Effect":"Allow","Action":["s3:List*","s3:Get?bject"],"Resource":"arn:aws:s3:::reports/*"}""", "yes")]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::Reports/*"}""", "no")]
    [InlineData("""{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}""", "no")]
    [InlineData("""{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}""", "yes")]
    [InlineData("""{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}""", "no")]
    [InlineData("""{"Effect":"Allow","Action":"s3:*","NotResource":"arn:aws:s3:::reports/*"}""", "no")]
    [InlineData("""{"Effect":"Allow","Action":"s3:*","NotResource":"arn:aws:s3:::other/*"}""", "yes")]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::reports/*"}""", "never")]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","NotAction":"s3:*","Resource":"*"}""", "yes")]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","NotResource":"arn:aws:s3:::reports/*"}""", "yes")]
    [InlineData("""{"Effect":"Block","Action":"*","Resource":"*"}""", "no")]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/${aws:username}/*"}""", "no")]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/${s3:prefix}*"}""", "maybe")]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}""", "maybe")]
    [InlineData("""{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}""", "maybe")]
    [InlineData("""{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}""", "no")]
    public void A_policy_of_an_identity_decides(string statements, string expected) =>
        Assert.Equal(expected, Show(Decide(User, "s3:GetObject", Object, new() { Identity = [Policy(statements)] })));

    [Theory]
    [InlineData("""{"StringEquals":{"aws:RequestedRegion":"eu-central-1"}}""", "yes")]
    [InlineData("""{"StringEquals":{"AWS:requestedregion":["us-east-1","eu-central-1"]}}""", "yes")]
    [InlineData("""{"StringNotEquals":{"aws:RequestedRegion":["us-east-1","eu-central-1"]}}""", "no")]
    [InlineData("""{"StringNotEquals":{"aws:RequestedRegion":["us-east-1","us-west-2"]}}""", "yes")]
    [InlineData("""{"StringEqualsIgnoreCase":{"aws:RequestedRegion":"EU-Central-1"}}""", "yes")]
    [InlineData("""{"StringLike":{"aws:RequestedRegion":"eu-*"}}""", "yes")]
    [InlineData("""{"StringNotLike":{"aws:RequestedRegion":"eu-*"}}""", "no")]
    [InlineData("""{"StringEquals":{"aws:RequestedRegion":"eu-*"}}""", "no")]
    [InlineData("""{"StringEquals":{"aws:ResourceTag/team":"a"}}""", "no")]
    [InlineData("""{"StringEqualsIfExists":{"aws:ResourceTag/team":"a"}}""", "yes")]
    [InlineData("""{"StringNotEquals":{"aws:ResourceTag/team":"a"}}""", "yes")]
    [InlineData("""{"Null":{"aws:ResourceTag/team":"true"}}""", "yes")]
    [InlineData("""{"Null":{"aws:ResourceTag/team":"false"}}""", "no")]
    [InlineData("""{"Null":{"aws:RequestedRegion":"false"}}""", "yes")]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["a","b","c"]}}""", "yes")]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["a"]}}""", "no")]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:ResourceTag/team":"a"}}""", "yes")]
    [InlineData("""{"ForAnyValue:StringEquals":{"aws:TagKeys":["b","x"]}}""", "yes")]
    [InlineData("""{"ForAnyValue:StringEquals":{"aws:TagKeys":["x"]}}""", "no")]
    [InlineData("""{"ForAnyValue:StringEquals":{"aws:ResourceTag/team":"a"}}""", "no")]
    [InlineData("""{"ForAnyValue:StringNotEquals":{"aws:TagKeys":["a"]}}""", "yes")]
    [InlineData("""{"ForAllValues:StringNotEquals":{"aws:TagKeys":["a"]}}""", "no")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}""", "yes")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"203.0.113.9"}}""", "no")]
    [InlineData("""{"NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","2001:db8::/32"]}}""", "no")]
    [InlineData("""{"NumericLessThanEquals":{"aws:MultiFactorAuthAge":"3600"}}""", "yes")]
    [InlineData("""{"NumericGreaterThan":{"aws:MultiFactorAuthAge":"3600"}}""", "no")]
    [InlineData("""{"DateGreaterThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}}""", "yes")]
    [InlineData("""{"DateLessThan":{"aws:CurrentTime":"1767225600"}}""", "no")]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:s3:*:111122223333:*"}}""", "no")]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:sns:eu-*:111122223333:*"}}""", "yes")]
    [InlineData("""{"ArnEquals":{"aws:SourceArn":"arn:aws:sns:*"}}""", "no")]
    [InlineData("""{"Bool":{"aws:SecureTransport":"true"},"StringLike":{"aws:RequestedRegion":"us-*"}}""", "no")]
    [InlineData("""{"StringEquals":{"aws:RequestedRegion":"${aws:ResourceTag/region, 'eu-central-1'}"}}""", "yes")]
    [InlineData("""{"StringEquals":{"aws:RequestedRegion":"${aws:ResourceTag/region}"}}""", "no")]
    [InlineData("""{"StringLike":{"aws:UserAgent":"a${*}c"}}""", "yes")]
    [InlineData("""{"StringLike":{"aws:UserAgent":"a${?}c"}}""", "no")]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"a"}}""", "maybe")]
    [InlineData("""{"StringFoo":{"aws:RequestedRegion":"eu-central-1"}}""", "maybe")]
    [InlineData("""{"StringEquals":{"aws:RequestedRegion":"us-east-1","aws:PrincipalTag/team":"a"}}""", "no")]
    public void A_condition_decides(string condition, string expected)
    {
        var context = RequestContext.Empty
            .With("aws:RequestedRegion", "eu-central-1").With("aws:TagKeys", "a", "b").With("aws:SourceIp", "203.0.113.7")
            .With("aws:MultiFactorAuthAge", "900").With("aws:CurrentTime", "2026-11-26T12:00:00Z").With("aws:SecureTransport", "true")
            .With("aws:SourceArn", "arn:aws:sns:eu-central-1:111122223333:topic").With("aws:UserAgent", "a*c")
            .Without("aws:ResourceTag/team", "aws:ResourceTag/region");
        var policy = Policy($$$"""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{{condition}}}}""");

        Assert.Equal(expected, Show(Decide(User, "s3:GetObject", Object, new() { Identity = [policy] }, context)));
    }

    [Fact]
    public void A_policy_of_the_older_version_takes_variables_for_text()
    {
        var policy = PolicyDocument.ParseText("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:username":"${aws:username}"}}}}""")!;

        Assert.Equal("no", Show(Decide(User, "s3:GetObject", Object, new() { Identity = [policy] })));
    }

    [Fact]
    public void A_boundary_allows_nothing_by_itself_and_bounds_what_is_allowed()
    {
        var all = Policy("""{"Effect":"Allow","Action":"*","Resource":"*"}""");
        var s3 = Policy("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}""");

        Assert.Equal("yes", Show(Decide(User, "s3:GetObject", Object, new() { Identity = [all], Boundary = s3 })));
        Assert.Equal("no", Show(Decide(User, "iam:CreateUser", "*", new() { Identity = [all], Boundary = s3 })));
        Assert.Equal("no", Show(Decide(User, "s3:GetObject", Object, new() { Identity = [], Boundary = s3 })));
    }

    [Fact]
    public void A_session_policy_narrows_and_a_service_control_policy_must_let_through_at_every_level()
    {
        var all = Policy("""{"Effect":"Allow","Action":"*","Resource":"*"}""");
        var ec2 = Policy("""{"Effect":"Allow","Action":"ec2:*","Resource":"*"}""");
        var noS3 = Policy("""{"Effect":"Deny","Action":"s3:*","Resource":"*"}""");

        Assert.Equal("no", Show(Decide(User, "s3:GetObject", Object, new() { Identity = [all], Session = [ec2] })));
        Assert.Equal("yes", Show(Decide(User, "s3:GetObject", Object, new() { Identity = [all], ServiceControl = [[all], [ec2, all]] })));
        Assert.Equal("no", Show(Decide(User, "s3:GetObject", Object, new() { Identity = [all], ServiceControl = [[all], [ec2]] })));
        Assert.Equal("never", Show(Decide(User, "s3:GetObject", Object, new() { Identity = [all], ServiceControl = [[all, noS3]] })));
    }

    [Theory]
    [InlineData("""{"AWS":"arn:aws:iam::111122223333:user/lena"}""", User, "yes")]
    [InlineData("""{"AWS":"arn:aws:iam::111122223333:root"}""", User, "no")]
    [InlineData("""{"AWS":"111122223333"}""", User, "no")]
    [InlineData("\"*\"", User, "yes")]
    [InlineData("""{"AWS":["arn:aws:iam::111122223333:user/other"]}""", User, "no")]
    [InlineData("""{"AWS":"arn:aws:iam::111122223333:role/app"}""", Role, "yes")]
    [InlineData("""{"Service":"ec2.amazonaws.com"}""", User, "no")]
    public void A_policy_of_a_resource_lets_in_by_name_without_one_of_the_identity(string principal, string caller, string expected)
    {
        var resource = Policy($$"""{"Effect":"Allow","Principal":{{principal}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}""");

        Assert.Equal(expected, Show(Decide(caller, "s3:GetObject", Object, new() { Resource = resource })));
    }

    [Fact]
    public void A_boundary_bounds_a_role_that_a_resource_names_and_no_user_that_it_names()
    {
        var boundary = Policy("""{"Effect":"Allow","Action":"ec2:*","Resource":"*"}""");
        PolicySet Named(string arn) => new()
        {
            Boundary = boundary,
            Resource = Policy($$"""{"Effect":"Allow","Principal":{"AWS":"{{arn}}"},"Action":"s3:GetObject","Resource":"*"}"""),
        };

        Assert.Equal("yes", Show(Decide(User, "s3:GetObject", Object, Named(User))));
        Assert.Equal("no", Show(Decide(Role, "s3:GetObject", Object, Named(Role))));
    }

    [Fact]
    public void Across_accounts_both_sides_must_allow()
    {
        var all = Policy("""{"Effect":"Allow","Action":"*","Resource":"*"}""");
        var account = Policy("""{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"*","Resource":"*"}""");
        string Across(PolicySet policies) => Show(PolicyEvaluation.Decide(
            new(Caller.Of(User), "s3:GetObject", Object, RequestContext.Empty) { IsCrossAccount = true }, policies));

        Assert.Equal("yes", Across(new() { Identity = [all], Resource = account }));
        Assert.Equal("no", Across(new() { Identity = [all] }));
        Assert.Equal("no", Across(new() { Resource = account }));
    }

    [Fact]
    public void A_role_must_trust_who_assumes_it()
    {
        var assume = Policy("""{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}""");
        string Assume(string principal, params PolicyDocument[] identity) => Show(Decide(User, "sts:AssumeRole", Role, new()
        {
            Identity = [.. identity],
            Resource = Policy($$"""{"Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole"}"""),
            NeedsResource = true,
        }));

        Assert.Equal("no", Assume("""{"Service":"ec2.amazonaws.com"}""", assume));
        Assert.Equal("no", Assume("""{"AWS":"arn:aws:iam::111122223333:root"}"""));
        Assert.Equal("yes", Assume("""{"AWS":"arn:aws:iam::111122223333:root"}""", assume));
        Assert.Equal("yes", Assume("""{"AWS":"arn:aws:iam::111122223333:user/lena"}"""));
    }

    [Fact]
    public void NotPrincipal_denies_everybody_else()
    {
        var all = Policy("""{"Effect":"Allow","Action":"*","Resource":"*"}""");
        var resource = Policy("""{"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::111122223333:user/lena","111122223333"]},"Action":"*","Resource":"*"}""");

        Assert.Equal("yes", Show(Decide(User, "s3:GetObject", Object, new() { Identity = [all], Resource = resource })));
        Assert.Equal("never", Show(Decide("arn:aws:iam::444455556666:user/eve", "s3:GetObject", Object, new() { Identity = [all], Resource = resource })));
    }

    private static PolicyDocument Policy(string statements) =>
        PolicyDocument.ParseText($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""")!;

    private static AccessDecision Decide(string caller, string action, string resource, PolicySet policies, RequestContext? context = null) =>
        PolicyEvaluation.Decide(new(Caller.Of(caller), action, resource, (context ?? RequestContext.Empty).With("aws:username", Arn.NameOf(caller))), policies);

    private static string Show(AccessDecision decision) => decision.Allowed.Value switch
    {
        true => "yes",
        null => "maybe",
        false => decision.IsExplicit ? "never" : "no",
    };
}
