namespace Raposa.Organizations;

public class EmailAddressTests
{
    [Theory]
    [InlineData("Ana@Example.com", "ana@example.com")]
    [InlineData("  ana+aws@example.com ", "ana+aws@example.com")]
    public void Spellings_of_one_address_are_one_person(string text, string expected)
    {
        Assert.True(EmailAddress.TryNormalize(text, out var address));
        Assert.Equal(expected, address);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ana")]
    [InlineData("@example.com")]
    [InlineData("ana@")]
    [InlineData("ana@b@example.com")]
    [InlineData("ana b@example.com")]
    [InlineData("ana@example.com/x")]
    public void What_cannot_be_an_address_is_refused(string? text) => Assert.False(EmailAddress.TryNormalize(text, out _));

    [Fact]
    public void An_address_has_254_characters_at_the_most()
    {
        Assert.True(EmailAddress.TryNormalize(new string('a', 242) + "@example.com", out _));
        Assert.False(EmailAddress.TryNormalize(new string('a', 243) + "@example.com", out _));
    }
}
