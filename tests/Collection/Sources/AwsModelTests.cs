using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.Support;

namespace Raposa.Collection.Sources;

/// <summary>Every declaration of AWS against AWS's own model: a path, a parameter or a type that does not exist fails here.</summary>
public class AwsModelTests
{
    public static TheoryData<string> Names =>
        [.. SourceCatalog.Platform.Of(Provider.Aws).Where(source => source.Read is AwsRead).Select(source => source.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Every_column_stands_in_the_answers_and_has_their_type(string name)
    {
        var source = SourceCatalog.Platform[name];

        Assert.Empty(source.Columns.Where(column => column.Path != ResourceKey.Member).Select(column => Fault(source, column)).OfType<string>());
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_redacted_path_stands_in_the_answers(string name)
    {
        var source = SourceCatalog.Platform[name];

        Assert.Empty(source.Redactions.Where(redaction => ShapeAt(source, redaction.Path) is null).Select(redaction => redaction.Path));
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_parameter_is_one_of_its_operation_and_none_that_is_required_is_missing(string name)
    {
        var read = (AwsRead)SourceCatalog.Platform[name].Read;
        var moment = new AwsMoment(AwsReading.Now, AwsReading.AccountId);
        foreach (var listing in read.Parents.Add(read.List))
        {
            Assert.Empty(FaultsOf(listing.Operation, listing.Parameters(moment), listing.Arguments));
        }

        foreach (var detail in read.Details)
        {
            Assert.Empty(FaultsOf(detail.Operation, detail.Parameters(moment), [.. detail.Arguments]));
        }

        if (read.Batch is { } batch)
        {
            Assert.Empty(FaultsOf(batch.Operation, batch.Parameters(["x"]), batch.Arguments));
        }

        if (read.Only is { } only)
        {
            Assert.Empty(FaultsOf(read.List.Operation, only.Parameters(["x"]), read.List.Arguments));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void What_AWS_calls_not_configured_is_expected_of_every_detail(string name)
    {
        var read = (AwsRead)SourceCatalog.Platform[name].Read;

        Assert.All(read.Details, detail => Assert.Empty(AwsModels.Embedded.Find(detail.Operation).Absent.Except(detail.Absent)));
    }

    /// <summary>The permissions that somebody else has written down for these operations.</summary>
    [SharedDataFact]
    public void The_permissions_of_every_source_are_those_of_its_calls()
    {
        var facts = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedData.Folder!, "..", "facts", "aws_operations.json")));
        var actions = facts.RootElement.GetProperty("operations").EnumerateArray().ToDictionary(
            operation => $"{operation.GetProperty("service")}:{operation.GetProperty("operation")}", operation => operation.GetProperty("iam_action").GetString());
        var known = SourceCatalog.Platform.Of(Provider.Aws).SelectMany(source => source.Read.Operations).Distinct().Where(actions.ContainsKey).ToList();

        // The facts spell this service as its endpoint; IAM puts a hyphen in.
        Assert.Equal(
            known.Select(operation => actions[operation]!.Replace("accessanalyzer:", "access-analyzer:", StringComparison.Ordinal)),
            known.Select(operation => AwsActions.Of([operation]).Single()));
        Assert.True(known.Count > 60, $"Only {known.Count} operations are in the facts.");
    }

    private static IEnumerable<string> FaultsOf(string operation, JsonObject parameters, IEnumerable<AwsArgument> arguments)
    {
        var input = AwsModels.Embedded.Find(operation).Input;
        var given = parameters.Select(parameter => parameter.Key).Concat(arguments.Select(argument => argument.Parameter.Split('.', '[')[0])).ToHashSet();
        foreach (var name in given.Where(name => input?.Find(name) is null))
        {
            yield return $"{operation} has no parameter {name}.";
        }

        foreach (var name in (input?.Required ?? []).Except(given))
        {
            yield return $"{operation} needs {name}.";
        }
    }

    private static string? Fault(SourceDefinition source, Column column) => ShapeAt(source, column.Path) is not { } shape
        ? $"{column.Name}: nothing stands at {column.Path}"
        : Fits(column.Type, shape.Kind) ? null : $"{column.Name}: {column.Type} for {shape.Kind} at {column.Path}";

    private static bool Fits(ColumnType type, AwsShapeKind kind) => type switch
    {
        ColumnType.Text or ColumnType.Address => kind == AwsShapeKind.Text,
        ColumnType.TextArray => kind is AwsShapeKind.Text or AwsShapeKind.List,
        ColumnType.Integer => kind == AwsShapeKind.Integer,
        ColumnType.Number => kind is AwsShapeKind.Number or AwsShapeKind.Text,
        ColumnType.Boolean => kind == AwsShapeKind.Boolean,
        ColumnType.Timestamp => kind is AwsShapeKind.Timestamp or AwsShapeKind.Text,
        ColumnType.Tags => kind is AwsShapeKind.List or AwsShapeKind.Map,
        _ => true,
    };

    private static AwsShape? ShapeAt(SourceDefinition source, string path)
    {
        var read = (AwsRead)source.Read;
        var (operation, items) = read.Batch is { } batch ? (batch.Operation, batch.Items) : (read.List.Operation, read.List.Items);
        var answer = AwsModels.Embedded.Find(operation).Output!;
        var first = path.Split('.')[0];
        if (first == AwsItems.Parent)
        {
            var inParent = path[(first.Length + 1)..];
            return read.ParentMembers.FirstOrDefault(member => member.Parameter == inParent) is { } member
                ? Walk(AwsModels.Embedded.Find(read.Parents[^1].Operation).Output, Join(read.Parents[^1].Items, member.Path))
                : Walk(answer, Join(items[..items.LastIndexOf('.')], inParent));
        }

        return read.Details.FirstOrDefault(detail => detail.Member == first) is { } of
            ? Walk(AwsModels.Embedded.Find(of.Operation).Output, path[(first.Length + 1)..])
            : Walk(answer, Join(items, path));
    }

    private static string Join(string one, string other) => one.Length == 0 ? other : other.Length == 0 ? one : $"{one}.{other}";

    private static AwsShape? Walk(AwsShape? shape, string path)
    {
        foreach (var step in SourcePath.Parse(path).Steps)
        {
            var member = shape?.Kind == AwsShapeKind.Map ? shape.Value?.Shape : shape?.Find(step.Name)?.Shape;
            shape = step.IsArray ? member?.Item?.Shape : member;
        }

        return shape;
    }
}
