namespace Raposa.Chat;

public class EnglishStemmerTests
{
    /// <summary>The examples of Porter's paper, each of them through all of its steps.</summary>
    [Theory]
    [InlineData("caresses", "caress")]
    [InlineData("ponies", "poni")]
    [InlineData("cats", "cat")]
    [InlineData("agreed", "agre")]
    [InlineData("plastered", "plaster")]
    [InlineData("motoring", "motor")]
    [InlineData("sing", "sing")]
    [InlineData("conflated", "conflat")]
    [InlineData("hopping", "hop")]
    [InlineData("falling", "fall")]
    [InlineData("filing", "file")]
    [InlineData("happy", "happi")]
    [InlineData("relational", "relat")]
    [InlineData("triplicate", "triplic")]
    [InlineData("hopefulness", "hope")]
    [InlineData("adoption", "adopt")]
    [InlineData("rate", "rate")]
    [InlineData("controll", "control")]
    public void Words_are_cut_as_in_the_paper(string word, string stem) => Assert.Equal(stem, EnglishStemmer.Stem(word));

    [Theory]
    [InlineData("s3")]
    [InlineData("0a1b2c3d")]
    [InlineData("as")]
    public void Names_and_numbers_stay_as_they_are(string word) => Assert.Equal(word, EnglishStemmer.Stem(word));
}
