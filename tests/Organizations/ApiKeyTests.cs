namespace Raposa.Organizations;

public class ApiKeyTests
{
    private const string CredentialId = "0197a6c4e1f27a3b8c5d001122334455deadbeef";
    private const string Secret = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private const string Text = $"rpk_{CredentialId}_{Secret}";

    private static readonly OrganizationId Organization = OrganizationId.Parse("0197a6c4-e1f2-7a3b-8c5d-001122334455");

    [Fact]
    public void A_key_names_its_organization_and_its_credential()
    {
        Assert.True(ApiKey.TryParse(Text, out var key));

        Assert.Equal((Organization, CredentialId), (key.Organization, key.CredentialId));
    }

    [Fact]
    public void The_hash_is_the_sha256_of_the_whole_key()
    {
        Assert.True(ApiKey.TryParse(Text, out var key));

        // printf %s "$key" | sha256sum
        Assert.Equal("cf58e516e6342eb96d3c7b3f231546e40bc40507ead2fc773584059050e9b342", key.Hash);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var id = ApiKey.NewCredentialId(Organization, [0xde, 0xad, 0xbe, 0xef]);
        var text = ApiKey.Write(id, [.. Enumerable.Range(0, 32).Select(number => (byte)number)]);

        Assert.Equal((CredentialId, Text), (id, text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("rpk_")]
    [InlineData($"rpx_{CredentialId}_{Secret}")]
    [InlineData($"rpk_{CredentialId}_{Secret}0")]
    [InlineData($"rpk_{CredentialId}-{Secret}")]
    [InlineData($"rpk_0197A6C4e1f27a3b8c5d001122334455deadbeef_{Secret}")]
    [InlineData($"rpk_{CredentialId}_g00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    [InlineData($"rpk_00000000000000000000000000000000deadbeef_{Secret}")]
    public void Anything_else_is_no_key(string? text) => Assert.False(ApiKey.TryParse(text, out _));
}
