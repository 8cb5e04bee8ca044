namespace Raposa.Chat;

public class ProviderWordsTests
{
    [Theory]
    [InlineData("<html><head><title>x</title></head><body><h1>502 Bad\n Gateway</h1></body></html>", "502 Bad Gateway")]
    [InlineData("Incorrect API key provided: gsk_ABCDEFGHIJKLMNOP.", "Incorrect API key provided: [key].")]
    [InlineData("Bearer abc.def.ghi was refused", "Bearer [key] was refused")]
    [InlineData("tokens < 5 and > 3", "tokens < 5 and > 3")]
    [InlineData("  ", "(no words)")]
    [InlineData(null, "(no words)")]
    public void Words_are_kept_without_markup_and_without_keys(string? came, string kept) => Assert.Equal(kept, ProviderWords.Of(came));

    [Fact]
    public void Long_words_are_cut() => Assert.Equal(500, ProviderWords.Of(new('x', 9_000)).Length);
}
