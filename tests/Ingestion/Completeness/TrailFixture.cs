using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Raposa.Collection;
using Raposa.Support;

namespace Raposa.Ingestion;

/// <summary>The platform with trails that deliver to folders.</summary>
public sealed class TrailFixture : ApiFixture
{
    internal FolderTrailSource Source { get; } = new();

    protected override void AddServices(IServiceCollection services) => services.AddSingleton<ITrailSource>(Source);
}

/// <summary>AWS as far as trails go: each account's trail delivers to a folder of its own.</summary>
internal sealed class FolderTrailSource : ITrailSource
{
    /// <summary>By account.</summary>
    public ConcurrentDictionary<string, TrailFolder> Folders { get; } = [];

    /// <summary>Accounts whose role may not read the bucket.</summary>
    public ConcurrentDictionary<string, bool> Denied { get; } = [];

    /// <summary>What LookupEvents answers, by account: pages of records.</summary>
    public ConcurrentDictionary<string, string[][]> Lookups { get; } = [];

    public Task<ImmutableArray<TrailPlace>> GetPlacesAsync(TrailKey key, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<TrailPlace>>(Folders.TryGetValue(key.AccountId, out var folder)
            ? [new(folder.Bucket, "AWSLogs/", "us-east-1", ["management-events"], [key.AccountId])]
            : []);

    public ITrailBucket Open(TrailKey key, TrailPlace place, string readerAccountId) => Denied.ContainsKey(readerAccountId)
        ? throw new SourceReadException(new(FailureKind.Denied, "s3:ListObjectsV2", "AccessDenied", "Access Denied"), retryAfter: null)
        : new FolderTrailBucket(Folders[key.AccountId].Folder, place.Bucket, "");

    public Task<ImmutableArray<DigestPublicKey>> GetKeysAsync(
        TrailKey key, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        using var answer = JsonDocument.Parse(TrailFolder.KeysJson("2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"));
        return Task.FromResult(DigestKeyRing.Read(answer.RootElement));
    }

    public Task<LookupPage> LookUpAsync(TrailKey key, DateTimeOffset from, DateTimeOffset to, string? token, CancellationToken cancellationToken)
    {
        var page = token is null ? 0 : int.Parse(token, System.Globalization.CultureInfo.InvariantCulture);
        var pages = Lookups.GetValueOrDefault(key.AccountId, [[]]);
        return Task.FromResult(new LookupPage([.. pages[page]], page + 1 < pages.Length ? $"{page + 1}" : null));
    }
}
