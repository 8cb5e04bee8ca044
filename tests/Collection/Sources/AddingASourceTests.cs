using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Raposa.Accounts;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Collection.Sources;

/// <summary>A new source is a declaration and nothing else: <see cref="WafWebAcl"/> is read over HTTP by what reads all others.</summary>
public sealed class AddingASourceTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Collection", "Sources");

    [Fact]
    public void The_declaration_is_no_longer_than_forty_lines() =>
        Assert.InRange(File.ReadAllLines(Path.Combine(Folder, "WafWebAcl.cs")).Length, 1, 40);

    [Fact]
    public void The_documentation_shows_the_declaration_that_is_tested() => Assert.Contains(
        File.ReadAllText(Path.Combine(Folder, "WafWebAcl.cs")),
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "adding-a-source.md")), StringComparison.Ordinal);

    [Fact]
    public void The_catalog_takes_it_and_knows_its_permission() => Assert.Equal(
        "wafv2:ListWebACLs", Assert.Single(new SourceCatalog([WafWebAcl.Source])["aws_wafv2_web_acl"].Read.Permissions));

    [Fact]
    public async Task It_is_collected_over_the_wire()
    {
        var asked = new List<string>();
        await using var aws = await VendorServer.StartAsync(context => AnswerAsync(context, asked));
        await using var services = Services(aws.Address);
        var key = CollectorKey.Parse("018f0000-0000-7000-8000-000000000001/111122223333/aws_wafv2_web_acl/eu-west-1");

        var page = await services.GetRequiredService<SourceReaders>().ReadAsync(WafWebAcl.Source, key, null, [], default);

        Assert.Equal(
            """{"Name":"front","Id":"1","Description":"before the shop","LockToken":"t","ARN":"arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/front/1"}""",
            Encoding.UTF8.GetString(page.Resources.Single().Document.Span));
        Assert.Equal("arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/front/1", page.Resources[0].Key);
        Assert.Equal("""AWSWAF_20190729.ListWebACLs eu-west-1/wafv2/aws4_request {"Scope":"REGIONAL"}""", asked.Single());
    }

    // STS gives a session for the token of the organization; WAF answers whom the session signed for.
    private static async Task AnswerAsync(HttpContext context, List<string> asked)
    {
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        if (body.Contains("Action=AssumeRoleWithWebIdentity", StringComparison.Ordinal))
        {
            context.Response.ContentType = "text/xml";
            await context.Response.WriteAsync(
                """
                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
                <Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken>
                <Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
                """);
            return;
        }

        var signature = context.Request.Headers.Authorization.ToString();
        var scope = signature[(signature.IndexOf("Credential=", StringComparison.Ordinal) + "Credential=ASIAEXAMPLE/20260807/".Length)..].Split(',')[0];
        asked.Add($"{context.Request.Headers["X-Amz-Target"]} {scope} {body}");
        await VendorServer.JsonAsync(context,
            """{"WebACLs":[{"Name":"front","Id":"1","Description":"before the shop","LockToken":"t","ARN":"arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/front/1"}]}""");
    }

    private static ServiceProvider Services(Uri aws)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("AWS_ENDPOINT_URL", (string?)aws.ToString())]).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new FixedClock(new(2026, 8, 7, 10, 0, 0, TimeSpan.Zero)));
        services.AddAws(configuration).AddSources();
        services.AddSingleton<IAwsConnections, Federated>();
        services.AddSingleton<IWebIdentityTokenSource, Token>();
        services.AddSingleton<IProviderConnections>(new VendorConnections(aws));
        return services.BuildServiceProvider();
    }

    private sealed class Federated : IAwsConnections
    {
        public Task<AwsConnection?> FindAsync(AccountKey account, CancellationToken cancellationToken) => Task.FromResult<AwsConnection?>(
            new($"arn:aws:iam::{account.AccountId}:role/reader", "external", "eu-central-1") { Identity = AwsIdentity.WebIdentity });
    }

    private sealed class Token : IWebIdentityTokenSource
    {
        public Task<string> GetTokenAsync(OrganizationId organization, CancellationToken cancellationToken) => Task.FromResult("header.claims.signature");
    }
}
