namespace Raposa.Collection.Sources;

internal static class WafWebAcl
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_wafv2_web_acl",
        Description = "A web ACL of WAF: the rules in front of load balancers and APIs.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(30, 10, 240),
        Read = new AwsRead
        {
            List = new("wafv2:ListWebACLs", "WebACLs[]")
            {
                Parameters = _ => new() { ["Scope"] = "REGIONAL" },
                PageSize = 100,
            },
        },
        Columns =
        [
            new("arn", "ARN", "Its ARN.", IsKey: true),
            new("name", "Name", "The name its maker gave it."),
            new("description", "Description", "What its maker said it is for."),
        ],
        Redactions = [new("Description", RedactionPolicies.Text)],
    };
}
