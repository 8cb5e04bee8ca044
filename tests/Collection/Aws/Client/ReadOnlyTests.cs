using System.Text.RegularExpressions;
using Raposa.Support;

namespace Raposa.Collection;

/// <summary>The client can read, and nothing else: what it can call is a list, and the list is held here.</summary>
public partial class ReadOnlyTests
{
    [Fact]
    public void Every_operation_in_the_list_is_a_read()
    {
        var others = AwsModels.Embedded.All.Where(operation => !Reads().IsMatch(operation.Name)).Select(operation => operation.ToString());

        // A report that lasts four hours is made by asking for it; and sessions are opened to read with.
        Assert.Equal(["iam:GenerateCredentialReport", "sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"], others.Order(StringComparer.Ordinal));
    }

    // ec2:GetPasswordData and its like are reads too, and no business of ours.
    [Fact]
    public void No_read_gives_away_a_secret()
    {
        var secret = AwsModels.Embedded.All.Where(operation => Secrets().IsMatch(operation.Name)).Select(operation => operation.ToString());

        Assert.Empty(secret);
    }

    [Fact]
    public void The_tables_hold_exactly_the_operations_of_the_list()
    {
        var listed = File.ReadLines(Path.Combine(Repository.Root, "deploy", "scripts", "aws-operations.txt"))
            .Select(line => line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 0)
            .Select(words => $"{words[0]}:{words[1]}");

        Assert.Equal(listed.Order(StringComparer.Ordinal), AwsModels.Embedded.All.Select(operation => operation.ToString()).Order(StringComparer.Ordinal));
    }

    // Nobody but the caller sends, and it is given operations of the tables only.
    [Fact]
    public void Nothing_else_in_the_grains_sends_requests_to_aws()
    {
        var folder = Path.Combine(Repository.Root, "grains", "Collection");
        var senders = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => Signs().IsMatch(File.ReadAllText(path)))
            .Select(Path.GetFileName);

        Assert.Equal(["AwsCallerClient.cs"], senders);
    }

    [Fact]
    public void Every_action_is_written_as_iam_spells_it()
    {
        var strange = AwsModels.Embedded.All.Select(operation => operation.Action).Where(action => !Action().IsMatch(action ?? ""));

        Assert.Empty(strange);
        Assert.Equal("s3:ListAllMyBuckets", AwsModels.Embedded.Find("s3:ListBuckets").Action);
        Assert.Equal("elasticloadbalancing:DescribeListeners", AwsModels.Embedded.Find("elbv2:DescribeListeners").Action);
        Assert.Equal("access-analyzer:ListAnalyzers", AwsModels.Embedded.Find("accessanalyzer:ListAnalyzers").Action);
    }

    [GeneratedRegex("^(Describe|Get|List|Lookup|Search|BatchGet)[A-Z]")]
    private static partial Regex Reads();

    [GeneratedRegex("^(GetPasswordData|GetSecretValue|GetSessionToken|GetFederationToken|GetAuthorizationToken|GetConsole.*|.*DataKey.*|GetParameter.*)$")]
    private static partial Regex Secrets();

    [GeneratedRegex(@"SigV4SignerClient\.Sign\(")]
    private static partial Regex Signs();

    [GeneratedRegex("^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$")]
    private static partial Regex Action();
}
