using System.Text;
using System.Text.Json;
using Raposa.Ingestion.Parsing;

namespace Raposa.Ingestion;

public class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b":1,"a":{"d":[],"c":{}}}""", """{"a":{"c":{},"d":[]},"b":1}""")]
    [InlineData(""" [ 1 , "x" , null , true , false ] """, """[1,"x",null,true,false]""")]
    [InlineData("""{"a":1,"a":2}""", """{"a":1,"a":2}""")]
    [InlineData("""{"\u0061":"\u00e9\/\t"}""", """{"a":"é/\u0009"}""")]
    [InlineData("""["\uD83D\uDE00"]""", """["😀"]""")]
    [InlineData("""["\u0000\uD800"]""", """["\u0000\ud800"]""")]
    [InlineData("""[1.0,1.00,1e2]""", """[1.0,1.00,1e2]""")]
    public void What_says_the_same_is_spelled_the_same(string json, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(json))));

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Spelling_and_order_never_matter(int seed)
    {
        var random = new Random(seed);
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var value = RandomJson.Value(random);
            var one = RandomJson.Spell(value, random);
            var other = RandomJson.Spell(value, random);

            Assert.True(
                CanonicalJson.Of(one).AsSpan().SequenceEqual(CanonicalJson.Of(other)),
                $"seed {seed}: {Encoding.UTF8.GetString(one)} and {Encoding.UTF8.GetString(other)} came out differently");
            using var canonical = JsonDocument.Parse(CanonicalJson.Of(one), new() { MaxDepth = 512 });
            using var original = JsonDocument.Parse(one, new() { MaxDepth = 512 });
            Assert.True(JsonElement.DeepEquals(original.RootElement, canonical.RootElement), $"seed {seed}");
        }
    }
}
