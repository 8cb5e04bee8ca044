using Amazon;
using Amazon.S3;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Raposa.Cost;

namespace Raposa.Ingestion;

/// <summary>What the grains of this noun need.</summary>
public static class IngestionServices
{
    public static IServiceCollection AddIngestion(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Raposa:Ingestion").Get<IngestionOptions>() ?? new();
        services.AddSingleton(options);
        services.AddSingleton(options.Limits);
        services.AddSingleton(new BytesInFlight(options.MaxBytesInFlight));
        services.AddSingleton<IngestionStore>();
        services.AddSingleton<NewEventsStore>();
        services.AddSingleton<RefreshNotices>();
        services.AddSingleton<EvaluationGate>();
        services.AddSingleton<EventReaderStore>();
        services.AddSingleton<IRecordedCalls, RecordedCalls>();
        services.AddSingleton(options.Trail);
        services.AddSingleton<TrailStore>();
        services.AddSingleton<TrailProofStore>();
        services.AddSingleton<CompletenessStore>();
        services.AddSingleton<CompletenessReaderStore>();
        services.TryAddSingleton<ITrailSource, AwsTrailClient>();
        services.AddSingleton<ITrailSteps, TrailSteps>();
        services.AddSingleton(provider => ObjectStoreOf(options.Objects, configuration, provider));
        services.AddHostedService<ObjectStorePreparation>();
        return services;
    }

    private static IObjectStore ObjectStoreOf(ObjectStoreOptions options, IConfiguration configuration, IServiceProvider provider)
    {
        if (options.Bucket is not { Length: > 0 } bucket)
        {
            return new FolderObjectStore(
                Path.GetFullPath(options.Folder ?? Path.Combine(configuration["Raposa:Data"] ?? ".raposa", "objects")),
                provider.GetRequiredService<TimeProvider>());
        }

        var endpoint = options.Endpoint ?? configuration["AWS_ENDPOINT_URL_S3"] ?? configuration["AWS_ENDPOINT_URL"];
        var config = new AmazonS3Config { ForcePathStyle = endpoint is not null };
        if (options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        // After the region: a region set later would take the endpoint's place.
        if (endpoint is not null)
        {
            config.AuthenticationRegion = options.Region ?? configuration["AWS_REGION"] ?? "us-east-1";
            config.ServiceURL = endpoint;
        }

        return new S3ObjectStoreClient(
            new AmazonS3Client(config),
            new(bucket, options.Prefix, options.KmsKeyId),
            provider.GetRequiredService<ILogger<S3ObjectStoreClient>>());
    }

    // Before the first delivery: a bucket that is open to the public should not get one.
    private sealed class ObjectStorePreparation(IObjectStore objects) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => objects.PrepareAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
