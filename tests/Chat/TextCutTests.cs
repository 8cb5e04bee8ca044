namespace Raposa.Chat;

public class TextCutTests
{
    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("One is here. Two is there. Three", 28, "One is here. Two is there.")]
    [InlineData("a line of it\nand more", 15, "a line of it")]
    [InlineData("no sentence ends in these words", 24, "no sentence ends in")]
    [InlineData("Early. Then one that goes on and on", 30, "Early. Then one that goes on")]
    [InlineData("wordwithoutanyend", 8, "wordwith")]
    public void A_text_is_cut_where_a_sentence_or_word_ends(string text, int most, string kept) => Assert.Equal(kept, TextCut.At(text, most));

    [Fact]
    public void No_letter_is_halved() => Assert.Equal("abc", TextCut.At("abc\U0001F98Ad", 4));
}
