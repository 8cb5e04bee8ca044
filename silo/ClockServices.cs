using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Raposa;

internal static class ClockServices
{
    /// <summary>The system's clock, unless the host was given another one.</summary>
    public static void TryAddSystemClock(this IServiceCollection services) => services.TryAddSingleton(TimeProvider.System);
}
