namespace Raposa.Engine;

public sealed class GrainStateSerializerTests
{
    private readonly GrainStateSerializer _serializer = new();

    [Fact]
    public void Init_only_required_constructor_and_tuple_values_come_back()
    {
        var state = new Everything(7) { Name = "seven", Range = (1, 2), Words = ["a", "b"] };

        var back = _serializer.Deserialize<Everything>(_serializer.Serialize(state));

        Assert.Equal((7, "seven", (1, 2)), (back.Number, back.Name, back.Range));
        Assert.Equal(["a", "b"], back.Words);
    }

    [Fact]
    public void A_computed_property_is_not_stored() =>
        Assert.DoesNotContain("Doubled", _serializer.Serialize(new Everything(7) { Name = "" }).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_value_that_could_not_be_given_back_is_refused_by_name()
    {
        var refusal = Assert.Throws<NotSupportedException>(() => _serializer.Serialize(new Lossy()));

        Assert.StartsWith("Lossy.Seen would be stored but never read back", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_never_fills_an_object_that_others_share()
    {
        _serializer.Deserialize<Shared>(_serializer.Serialize(new Shared { Last = new() { Text = "of one organization" } }));

        Assert.Equal("none", new Shared().Last.Text);
    }

    private sealed class Everything(int number)
    {
        public int Number { get; } = number;

        public required string Name { get; init; }

        public (int From, int To) Range { get; init; }

        public IReadOnlyList<string> Words { get; init; } = [];

        public int Doubled => Number * 2;
    }

    private sealed class Lossy
    {
        public string Seen { get; private set; } = "";
    }

    private sealed class Shared
    {
        private static readonly Run None = new() { Text = "none" };

        public Run Last { get; set; } = None;
    }

    private sealed class Run
    {
        public string Text { get; set; } = "";
    }
}
