using Microsoft.Extensions.Configuration;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <summary>
/// The service app of the installation, from <c>Raposa:Okta</c>: <c>Issuer</c>, <c>ClientId</c>, <c>KeyId</c>, <c>Scope</c> and
/// <c>PrivateKeyFile</c>. Whoever runs the platform signs its collectors in; the accounts that are entered so trust that app.
/// </summary>
internal sealed class ConfiguredOkta(IConfiguration configuration) : IOktaConnections
{
    /// <exception cref="SourceReadException">The settings are there in part, or the key's file is not.</exception>
    public async Task<OktaConnection?> FindAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        var settings = configuration.GetSection("Raposa:Okta");
        if (!settings.Exists())
        {
            return null;
        }

        // Read for every token: a key that is changed is in use an hour later.
        return new(
            Uri.TryCreate(settings["Issuer"], UriKind.Absolute, out var issuer) ? issuer : throw Missing("Issuer is not an address."),
            settings["ClientId"] ?? throw Missing("ClientId is missing."),
            await ReadKeyAsync(settings["PrivateKeyFile"] ?? throw Missing("PrivateKeyFile is missing."), cancellationToken),
            settings["KeyId"],
            settings["Scope"] ?? throw Missing("Scope is missing."));
    }

    private static async Task<string> ReadKeyAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Missing($"PrivateKeyFile cannot be read: {unreadable.Message}");
        }
    }

    private static SourceReadException Missing(string what) =>
        new(new(FailureKind.Unauthenticated, "POST /v1/token", "Settings", $"Raposa:Okta: {what}"), retryAfter: null, calls: 0);
}
