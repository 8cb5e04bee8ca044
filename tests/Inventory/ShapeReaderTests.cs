using System.Text.Json;

namespace Raposa.Inventory;

public class ShapeReaderTests
{
    [Theory]
    [InlineData("""{"Id":"a","Cores":1,"On":true,"Nothing":null}""", "Cores:number Id:string Nothing:null On:boolean")]
    [InlineData("""{"A":{"B":{"C":1}}}""", "A:object A.B:object A.B.C:number")]
    [InlineData("""{"L":[{"A":1},{"A":"x"}]}""", "L:array L[]:object L[].A:string,number")]
    [InlineData("""{"L":[]}""", "L:array")]
    [InlineData("""{"L":[[1],["a"]]}""", "L:array L[]:array L[][]:string,number")]
    [InlineData("""{"Tags":{"team":"a","cost":1}}""", "Tags:object Tags.{}:string,number")]
    [InlineData("""{"Environment":{"Variables":{"PATH":"x"}}}""", "Environment:object Environment.Variables:object Environment.Variables.{}:string")]
    [InlineData("""{"C":{"aws:SourceArn":"x","Plain":"y"}}""", "C:object C.{}:string")]
    [InlineData("""{"ByIp":{"10.0.0.1":{"Port":1},"10.0.0.2":{"Port":null}}}""", "ByIp:object ByIp.{}:object ByIp.{}.Port:number,null")]
    [InlineData("""{"Admin":{"$redacted":"p@1","sha256":"00"}}""", "Admin:string")]
    [InlineData("""{"GetPolicy":{"$absent":"NoSuchPolicy"}}""", "GetPolicy:")]
    public void Shape_is_each_path_with_its_types(string json, string expected)
    {
        using var document = JsonDocument.Parse(json);

        var shape = new ShapeReader(TestSource.Machine).Read(document.RootElement);

        Assert.Equal(expected, string.Join(' ', shape.Paths.Select(path => $"{path.Key}:{string.Join(',', ShapeTypeNames.Of(path.Value))}")));
        Assert.Equal(shape.Id, DocumentShape.Parse(shape.ToJson()).Id);
    }

    [Fact]
    public void A_member_that_only_some_elements_have_is_partly_there()
    {
        using var document = JsonDocument.Parse("""{"L":[{"A":1,"B":1},{"A":2}]}""");

        var shape = new ShapeReader(TestSource.Machine).Read(document.RootElement);

        Assert.True(shape.IsPartly("L[].B"));
        Assert.False(shape.IsPartly("L[].A"));
    }
}
