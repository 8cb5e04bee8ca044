using System.Text.RegularExpressions;
using System.Xml.Linq;
using Raposa.Support;

namespace Raposa.Architecture;

/// <summary>One noun, six places: whoever knows the noun finds the behaviour without a search.</summary>
public partial class LayoutTests
{
    private static readonly string[] Nouns =
    [
        "Organizations", "Accounts", "Collection", "Inventory", "Reconciliation", "Network", "Posture", "Cost", "Dns", "Findings",
        "Ingestion", "Detection", "Incidents", "Chat", "Usage", "Audit", "Views",
    ];

    [Theory]
    [InlineData("grain-interfaces")]
    [InlineData("grains", "Database")]
    [InlineData("client-api", "Problems", "Telemetry", "Engine", "cli", "ui", "openapi", "wwwroot", "Properties")]
    public void Folders_at_the_top_of_a_project_are_nouns(string project, params string[] besides)
    {
        var folders = Directory.GetDirectories(Path.Combine(Repository.Root, project)).Select(Path.GetFileName);

        Assert.Empty(folders.Except(Nouns).Except(besides).Except(["bin", "obj"]));
    }

    [Theory]
    [InlineData("grain-interfaces")]
    [InlineData("grains")]
    public void A_file_in_a_noun_has_the_namespace_of_the_noun(string project)
    {
        var root = Path.Combine(Repository.Root, project);
        var strays = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => (File: Path.GetRelativePath(root, path).Replace('\\', '/'), Text: File.ReadAllText(path)))
            .Where(file => file.File.Contains('/', StringComparison.Ordinal))
            .Where(file => !Namespace().Match(file.Text).Groups["first"].Value
                .Equals(file.File[..file.File.IndexOf('/', StringComparison.Ordinal)], StringComparison.Ordinal))
            .Select(file => file.File);

        Assert.Empty(strays);
    }

    [Fact]
    public void The_api_knows_the_grains_interfaces_and_nothing_behind_them()
    {
        var references = XDocument.Load(Path.Combine(Repository.Root, "client-api", "ClientApi.csproj"))
            .Descendants("ProjectReference").Select(reference => reference.Attribute("Include")!.Value);

        Assert.Equal(["../grain-interfaces/GrainInterfaces.csproj"], references);
    }

    [Fact]
    public void A_noun_reads_tables_of_another_noun_only_through_its_interfaces()
    {
        var stores = Directory.EnumerateFiles(Path.Combine(Repository.Root, "grains"), "*Store.cs", SearchOption.AllDirectories);
        var others = stores.SelectMany(path => Imports().Matches(File.ReadAllText(path))
            .Select(match => match.Groups["noun"].Value)
            .Where(noun => noun is not ("Database" or "Organizations") && !path.Contains($"/{noun}/", StringComparison.Ordinal))
            .Select(noun => $"{Path.GetFileName(path)} uses Raposa.{noun}"));

        Assert.Empty(others);
    }

    [GeneratedRegex(@"(?m)^namespace Raposa\.(?<first>\w+)")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"(?m)^using Raposa\.(?<noun>\w+)")]
    private static partial Regex Imports();
}
