using Raposa.Support;

namespace Raposa.Collection.Sources;

/// <summary>One set of rules for every source, so that a new declaration needs no test of its own.</summary>
public class SourceCatalogTests
{
    private static readonly SourceDefinition Sound = new()
    {
        Name = "aws_test_thing",
        Description = "A thing.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(5, 1, 60),
        Read = new AwsRead { List = new("ec2:DescribeVpcs", "Vpcs[]") },
        Columns = [new("id", "Id", "Its id.", IsKey: true), new("changed_at", "ChangedAt", "When it changed.", ColumnType.Timestamp)],
    };

    [Fact]
    public void The_platforms_sources_keep_every_rule() => Assert.Empty(SourceRules.FaultsOf(SourceCatalog.Platform.All));

    [Fact]
    public void Every_file_of_a_source_is_in_the_catalog()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "grains"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Count(text => text.Contains("static readonly SourceDefinition Source", StringComparison.Ordinal));

        Assert.Equal(files, SourceCatalog.Platform.All.Length);
    }

    [Fact]
    public void A_sound_declaration_has_no_fault() => Assert.Empty(SourceRules.FaultsOf([Sound]));

    [Theory, MemberData(nameof(Faults))]
    public void A_wrong_declaration_is_told_what_is_wrong(string fault) =>
        Assert.Equal(fault, Assert.Single(SourceRules.FaultsOf([Spoilt[fault](Sound)])));

    public static TheoryData<string> Faults => [.. Spoilt.Keys];

    private static Dictionary<string, Func<SourceDefinition, SourceDefinition>> Spoilt => new()
    {
        { "gcp_thing: its name is in snake_case and begins with aws_.", source => source with { Name = "gcp_thing" } },
        { "aws_Thing: its name is in snake_case and begins with aws_.", source => source with { Name = "aws_Thing" } },
        { "aws_test_thing: its description is a sentence and ends with a period.", source => source with { Description = "A thing" } },
        { "aws_test_thing: its cadence runs from fastest (a minute or more) over usual to slowest; it is Cadence { Usual = 00:05:00, Fastest = 00:00:30, Slowest = 01:00:00 }.",
            source => source with { Cadence = new(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30), TimeSpan.FromHours(1)) } },
        { "aws_test_thing: its cadence runs from fastest (a minute or more) over usual to slowest; it is Cadence { Usual = 00:05:00, Fastest = 00:10:00, Slowest = 01:00:00 }.",
            source => source with { Cadence = Cadence.Minutes(5, 10, 60) } },
        { "aws_test_thing: 'ec2:RunInstances' is not one of the reads (service:Operation) that the client of AWS knows.",
            source => source with { Read = new AwsRead { List = new("ec2:RunInstances", "Instances[]") } } },
        { "aws_test_thing: its key column is $key if and only if its key has parts.",
            source => source with { Read = new AwsRead { List = new("ec2:DescribeVpcs", "Vpcs[]"), KeyParts = ["Name", "Type"] } } },
        { "aws_test_thing: 'Na me', a part of its key, is not a path.",
            source => source with
            {
                Read = new AwsRead { List = new("ec2:DescribeVpcs", "Vpcs[]"), KeyParts = ["Na me"] },
                Columns = [new("id", ResourceKey.Member, "Its id.", IsKey: true), source.Columns[1]],
            } },
        { "aws_test_thing: column id: a key is one text.", source => source with { Columns = [source.Columns[0] with { Path = "Ids[].Id" }, source.Columns[1]] } },
        { "aws_test_thing: it has 0 key columns; it has exactly one.", source => source with { Columns = source.Columns.RemoveAt(0) } },
        { "aws_test_thing: it has 2 key columns; it has exactly one.", source => source with { Columns = source.Columns.Add(new("other", "Other", "Another.", IsKey: true)) } },
        { "aws_test_thing: column changed_at is declared 2 times.", source => source with { Columns = source.Columns.Add(source.Columns[1]) } },
        { "aws_test_thing: there is no timestamp column id, which would say when a resource last changed.", source => source with { ChangedAtColumn = "id" } },
        { "aws_test_thing: column VpcId is not in snake_case.", source => source with { Columns = source.Columns.Add(new("VpcId", "VpcId", "Its VPC.")) } },
        { "aws_test_thing: the description of column vpc_id is a sentence and ends with a period.",
            source => source with { Columns = source.Columns.Add(new("vpc_id", "VpcId", "Its VPC")) } },
        { "aws_test_thing: column vpc_id: 'Vpc..Id' is not a path: '' should be a member's name, with [] behind it for each element.",
            source => source with { Columns = source.Columns.Add(new("vpc_id", "Vpc..Id", "Its VPC.")) } },
        { "aws_test_thing: column vpc_ids: 'Vpcs[].Id' leads to several places, so its type is TextArray.",
            source => source with { Columns = source.Columns.Add(new("vpc_ids", "Vpcs[].Id", "Its VPCs.")) } },
        { "aws_test_thing: there is no redaction policy 'blur'.", source => source with { Redactions = [new("Name", "blur")] } },
        { "aws_test_thing: 'Id' is its key and cannot be redacted.", source => source with { Redactions = [new("Id", RedactionPolicies.Text)] } },
        { "aws_test_thing: '', to be redacted, is not a path.", source => source with { Redactions = [new("", RedactionPolicies.Text)] } },
        { "aws_test_thing: 'detail/id', where an event has the key, is not a path.", source => source with { RefreshedBy = [new("aws.ec2", "Thing", "detail/id")] } },
    };

    [Fact]
    public void Two_sources_of_one_name_stop_the_start()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => new SourceCatalog([Sound, Sound]));

        Assert.Equal("Sources are declared wrongly:\naws_test_thing: is declared 2 times.", refusal.Message);
    }

    [Fact]
    public void A_source_is_found_by_the_event_that_names_its_resources()
    {
        var (source, hint) = SourceCatalog.Platform.RefreshedBy("aws.ec2", "EC2 Instance State-change Notification").Single();

        Assert.Equal(("aws_ec2_instance", "detail.instance-id"), (source.Name, hint.KeyPath));
    }
}
