using Microsoft.Extensions.DependencyInjection;

namespace Raposa.Views;

/// <summary>What reading views needs.</summary>
public static class ViewsServices
{
    public static IServiceCollection AddViews(this IServiceCollection services) => services
        .AddSingleton<IViewCatalogue>(ViewCatalogue.Platform)
        .AddSingleton<IViewReader, ViewReaderStore>();
}
