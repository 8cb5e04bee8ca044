using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Raposa.Organizations;

/// <summary>What the grains of this noun need.</summary>
public static class OrganizationsServices
{
    public static IServiceCollection AddOrganizations(this IServiceCollection services, IConfiguration configuration) => services;
}
