using Microsoft.Extensions.Configuration;
using Raposa.Organizations;

namespace Raposa.Collection.Okta;

public sealed class ConfiguredOktaTests : IDisposable
{
    private static readonly OrganizationId Organization = OrganizationId.Parse("018f0000-0000-7000-8000-000000000001");

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task The_service_app_comes_from_the_settings_and_its_key_from_a_file()
    {
        await File.WriteAllTextAsync(_file, "a key");

        var connection = await Find(("Issuer", "https://example.okta.com/oauth2/default"), ("ClientId", "0oa1"), ("Scope", "aws"), ("PrivateKeyFile", _file));

        Assert.Equal(new(new("https://example.okta.com/oauth2/default"), "0oa1", "a key", null, "aws"), connection);
    }

    [Fact]
    public async Task Without_settings_there_is_none() => Assert.Null(await Find());

    [Fact]
    public async Task Settings_that_are_there_in_part_say_what_is_missing()
    {
        var refusal = await Assert.ThrowsAsync<SourceReadException>(() => Find(("Issuer", "https://example.okta.com"), ("ClientId", "0oa1"), ("PrivateKeyFile", _file)));

        Assert.Equal((FailureKind.Unauthenticated, "Raposa:Okta: Scope is missing."), (refusal.Failure.Kind, refusal.Failure.Message));
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_said()
    {
        var refusal = await Assert.ThrowsAsync<SourceReadException>(
            () => Find(("Issuer", "https://example.okta.com"), ("ClientId", "0oa1"), ("Scope", "aws"), ("PrivateKeyFile", _file + ".not")));

        Assert.StartsWith("Raposa:Okta: PrivateKeyFile cannot be read", refusal.Failure.Message, StringComparison.Ordinal);
    }

    private static Task<OktaConnection?> Find(params (string Name, string Value)[] settings) => new ConfiguredOkta(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create($"Raposa:Okta:{one.Name}", (string?)one.Value))).Build())
        .FindAsync(Organization, default);
}
