namespace Raposa.Chat;

public class SentenceSplitterTests
{
    private const string Text = "The bucket is public [1]. It holds 1.5 TB, e.g. logs. \"Why?\" Because of its policy! [2]\n- item one [3]\n1. first. Then more";

    [Fact]
    public void A_text_is_cut_into_sentences_that_join_to_it()
    {
        var sentences = Cut(Text, Text.Length);

        Assert.Equal(
            [
                "The bucket is public [1]. ", "It holds 1.5 TB, e.g. logs. ", "\"Why?\" ", "Because of its policy! [2]\n", "- item one [3]\n",
                "1. first. ", "Then more",
            ],
            sentences);
        Assert.Equal(Text, string.Concat(sentences));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(7)]
    public void It_is_cut_alike_however_it_streams(int size) => Assert.Equal(Cut(Text, Text.Length), Cut(Text, size));

    private static List<string> Cut(string text, int size)
    {
        var splitter = new SentenceSplitter();
        List<string> sentences = [.. text.Chunk(size).SelectMany(piece => splitter.Push(new(piece)))];
        return splitter.Flush() is { } rest ? [.. sentences, rest] : sentences;
    }
}
