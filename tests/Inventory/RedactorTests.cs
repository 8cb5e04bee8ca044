using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.Ingestion;

namespace Raposa.Inventory;

public class RedactorTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(at => (byte)at)];
    private static readonly Redactor Redactor = new(TestSource.Machine);

    [Fact]
    public void Personal_tags_are_replaced_by_policy_and_keyed_hash_and_the_others_stay() => Assert.Equal(
        "{\"Tags\": [{\"Key\": \"Owner\", \"Value\": " + Redacted("pii-tags@1", "ann") + "}, {\"Key\":\"Name\",\"Value\":\"web-1\"}, {\"Key\": \"x\", \"Value\": "
            + Redacted("pii-tags@1", "bob@example.com") + "}]}",
        Redact("""{"Tags": [{"Key": "Owner", "Value": "ann"}, {"Key":"Name","Value":"web-1"}, {"Key": "x", "Value": "bob@example.com"}]}"""));

    [Fact]
    public void Tags_may_be_a_map() => Assert.Equal(
        $$"""{"Tags":{"created-by":{{Redacted("pii-tags@1", "ann")}},"env":"prod"} }""",
        Redact("""{"Tags":{"created-by":"ann","env":"prod"} }"""));

    [Fact]
    public void Every_value_under_a_declared_path_is_replaced_at_any_depth() => Assert.Equal(
        $$"""{"Secrets":{"A":{{Redacted("pii-value@1", "x")}},"B":[{{Redacted("pii-value@1", "7")}},true,null]} }""",
        Redact("""{"Secrets":{"A":"x","B":[7,true,null]} }"""));

    [Fact]
    public void The_first_users_name_is_replaced() => Assert.Equal(
        $$"""{"Admin":{{Redacted("master-username@1", "postgres")}},"Id":"admin"}""", Redact("""{"Admin":"postgres","Id":"admin"}"""));

    [Theory]
    [InlineData("ask ann.lee+ops@mail.example.com about it", true)]
    [InlineData("call +49 30 1234567", true)]
    [InlineData("call (555) 123-4567", true)]
    [InlineData("paid with 4111 1111 1111 1111", true)]
    [InlineData("paid with 4111 1111 1111 1112", false)]
    [InlineData("to DE89 3704 0044 0532 0130 00", true)]
    [InlineData("to DE89 3704 0044 0532 0130 02", false)]
    [InlineData("account 123456789012", false)]
    [InlineData("arn:aws:iam::123456789012:role/x", false)]
    [InlineData("from 10.0.0.0/8 to 192.168.100.200", false)]
    [InlineData("on 2026-03-01 10:00:00", false)]
    [InlineData("sg-0a1b2c3d and vol-0f75b51fa925c8b5f", false)]
    [InlineData("user@localhost", false)]
    public void Texts_with_something_personal_in_them_are_replaced_whole(string text, bool isPersonal)
    {
        var document = $$"""{"Note":"{{text}}"}""";

        Assert.Equal(isPersonal ? $$"""{"Note":{{Redacted("pii-text@1", text)}}}""" : document, Redact(document));
    }

    [Theory]
    [InlineData("owner", true)]
    [InlineData("CostOwner", true)]
    [InlineData("OWNER_EMAIL", true)]
    [InlineData("created:by", true)]
    [InlineData("CreatedBy", true)]
    [InlineData("Name", false)]
    [InlineData("ownership", false)]
    [InlineData("aws:cloudformation:stack-name", false)]
    [InlineData("environment", false)]
    public void Keys_that_ask_for_a_person_are_known_by_their_words(string key, bool isPersonal) =>
        Assert.Equal(isPersonal, PersonalData.IsPersonalKey(key));

    [Fact]
    public void Equal_values_are_seen_to_be_equal_within_an_organization_and_not_across()
    {
        var one = Redact("""{"Admin":"ann"}""");

        Assert.Equal(one, Redact("""{"Admin":"\u0061nn"}"""));
        Assert.NotEqual(one, Encoding.UTF8.GetString(Redactor.Redact("""{"Admin":"ann"}"""u8.ToArray(), new byte[32]).Span));
        Assert.DoesNotContain(Convert.ToHexStringLower(SHA256.HashData("ann"u8)), one, StringComparison.Ordinal);
    }

    [Fact]
    public void What_names_a_member_twice_is_redacted_twice() => Assert.Equal(
        $$"""{"Admin":{{Redacted("master-username@1", "a")}},"Admin":{{Redacted("master-username@1", "b")}}}""",
        Redact("""{"Admin":"a","Admin":"b"}"""));

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Any_document_keeps_its_shape_and_what_is_redacted_once_stays_so(int seed)
    {
        var random = new Random(seed);
        var shapes = new ShapeReader(TestSource.Machine);
        for (var attempt = 0; attempt < 300; attempt++)
        {
            var document = RandomJson.Object(random);
            foreach (var name in new[] { "Tags", "Note", "Admin", "Secrets" }.Where(_ => random.Next(2) == 0))
            {
                document[name] = name switch
                {
                    "Tags" => new JsonArray(new JsonObject { ["Key"] = "Owner", ["Value"] = "ann" }, RandomJson.Value(random)),
                    "Note" => random.Next(2) == 0 ? "mail ann@example.com" : RandomJson.Value(random),
                    _ => RandomJson.Value(random),
                };
            }

            var spelled = RandomJson.Spell(document, random);
            var once = Redactor.Redact(spelled, Key);
            var twice = Redactor.Redact(once, Key);

            Assert.True(once.Span.SequenceEqual(twice.Span), $"seed {seed}, attempt {attempt}: {Encoding.UTF8.GetString(spelled)}");
            Assert.Equal(PathsOf(spelled).Keys, PathsOf(once).Keys);
        }

        SortedDictionary<string, ShapeTypes> PathsOf(ReadOnlyMemory<byte> json)
        {
            using var parsed = JsonDocument.Parse(json);
            return new(shapes.Read(parsed.RootElement).Paths.ToDictionary(), StringComparer.Ordinal);
        }
    }

    [Theory, InlineData(4), InlineData(5)]
    public void A_document_with_nothing_personal_is_the_same_byte_for_byte(int seed)
    {
        var random = new Random(seed);
        for (var attempt = 0; attempt < 300; attempt++)
        {
            ReadOnlyMemory<byte> spelled = RandomJson.Spell(RandomJson.Object(random), random);

            Assert.True(spelled.Equals(Redactor.Redact(spelled, Key)), Encoding.UTF8.GetString(spelled.Span));
        }
    }

    private static string Redact(string json) => Encoding.UTF8.GetString(Redactor.Redact(Encoding.UTF8.GetBytes(json), Key).Span);

    private static string Redacted(string policy, string value) =>
        $$"""{"$redacted":"{{policy}}","sha256":"{{Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(value)))}}"}""";
}
