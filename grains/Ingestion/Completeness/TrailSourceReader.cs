using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Raposa.Collection;

namespace Raposa.Ingestion;

/// <summary>Reads <see cref="TrailLogSource"/>, a step of its grain per page; every other source goes to the reader behind it.</summary>
internal sealed class TrailSourceReader(ISourceReader others, ITrailSteps steps) : ISourceReader
{
    public async Task<SourcePage> ReadAsync(
        SourceDefinition source, CollectorKey key, string? cursor, ImmutableArray<string> only, CancellationToken cancellationToken)
    {
        if (source.Read is not TrailRead)
        {
            return await others.ReadAsync(source, key, cursor, only, cancellationToken);
        }

        var step = await steps.AdvanceAsync(new(
            key.Organization, key.AccountId, key.Region ?? throw new ArgumentException($"{key} names no region.", nameof(key))));
        if (step.Failure is { } failure)
        {
            throw new SourceReadException(failure, step.RetryAfter);
        }

        // The grain knows where it is. The cursor only tells one page from the next.
        var page = cursor is null ? 1 : int.Parse(cursor, CultureInfo.InvariantCulture) + 1;
        return new(
            [.. step.Places.Select(place => new CollectedResource(KeyOf(place), DocumentOf(place)))],
            step.HasMore ? page.ToString(CultureInfo.InvariantCulture) : null)
        {
            Gaps = [.. step.Places.Where(place => place.Failure is not null).Select(place => new CoverageGap(KeyOf(place), place.Failure!))],
        };
    }

    private static string KeyOf(TrailStanding place) => $"{place.Bucket}/{place.Root}";

    private static byte[] DocumentOf(TrailStanding place) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        Place = KeyOf(place),
        place.Bucket,
        place.Root,
        place.Trails,
        place.VerifiedTo,
        place.IsLookedUp,
    });
}
