using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Raposa.Organizations;

/// <summary>What the grains of this noun need.</summary>
public static class OrganizationsServices
{
    public static IServiceCollection AddOrganizations(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Raposa").Get<OrganizationsOptions>() ?? new();
        services.AddSingleton(options);
        services.AddSingleton(RandomNumberGenerator.Create());
        services.AddSingleton<ISecretSealer>(provider =>
            new LocalKeyRing(Path.Combine(options.Data, "keys"), provider.GetRequiredService<RandomNumberGenerator>()));
        services.AddSingleton<PersonStore>();
        services.AddSingleton<OrganizationStore>();
        services.AddSingleton<MembershipStore>();
        services.AddSingleton<CredentialStore>();
        services.AddSingleton<TokenKeyStore>();
        return services;
    }
}
