namespace Raposa.Organizations;

public class PasswordTests
{
    [Theory]
    [InlineData("", "A password is missing.")]
    [InlineData("short", "The password has 5 characters; it needs 12 or more.")]
    [InlineData("ana@example.com", "The password is the e-mail address; choose another one.")]
    [InlineData("aaaaaaaaaaaabb", "The password repeats a few characters; choose another one.")]
    [InlineData("correct horse battery", null)]
    public void A_password_is_refused_with_what_to_do(string password, string? objection) =>
        Assert.Equal(objection, PasswordRule.Objection(password, "Ana@example.com"));

    [Fact]
    public void A_password_has_200_characters_at_the_most()
    {
        var longest = string.Concat(Enumerable.Repeat("abcdefghij", 20));

        Assert.Null(PasswordRule.Objection(longest, "ana@example.com"));
        Assert.Equal(
            "The password has 201 characters; 200 are the most.", PasswordRule.Objection(longest + "k", "ana@example.com"));
    }

    /// <summary>The expected text was made with Python's <c>hashlib.pbkdf2_hmac('sha512', …, 210000, 32)</c>.</summary>
    [Fact]
    public void A_hash_says_how_it_was_made()
    {
        var salt = Convert.FromHexString("000102030405060708090a0b0c0d0e0f");

        Assert.Equal("pbkdf2-sha512$210000$AAECAwQFBgcICQoLDA0ODw==$i8MEbJEntlaFgLOnIsIXgO0aPF4DYs7H6fl1KcMdXfc=", PasswordHash.Of("correct horse battery", salt));
    }

    [Fact]
    public void Only_the_same_password_verifies()
    {
        var hash = PasswordHash.Of("correct horse battery", new byte[16]);

        Assert.True(PasswordHash.Verifies("correct horse battery", hash));
        Assert.False(PasswordHash.Verifies("correct horse batterz", hash));
    }

    [Fact]
    public void Nobody_has_a_password_not_even_the_empty_one()
    {
        Assert.False(PasswordHash.Verifies("", null));
        Assert.False(PasswordHash.Verifies("correct horse battery", null));
    }

    [Fact]
    public void A_hash_of_another_cost_still_verifies()
    {
        // The same salt and password at 1,000 iterations.
        Assert.True(PasswordHash.Verifies("correct horse battery", "pbkdf2-sha512$1000$AAECAwQFBgcICQoLDA0ODw==$ToxFUi5y3fprZRW/V6CupR2uIDYfuy5rlsF9Z4E648k="));
    }

    [Fact]
    public void A_hash_of_an_unknown_scheme_is_an_error_and_not_a_wrong_password() =>
        Assert.Throws<FormatException>(() => PasswordHash.Verifies("correct horse battery", "argon2id$1$2$3"));
}
