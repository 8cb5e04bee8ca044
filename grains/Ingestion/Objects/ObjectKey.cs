using System.Globalization;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <summary>Where a batch stands in the object store, by the day (UTC) it arrived.</summary>
internal static class ObjectKey
{
    public static string Of(OrganizationId organization, Guid batchId, DateTimeOffset receivedAt) => string.Create(
        CultureInfo.InvariantCulture,
        $"orgs/{organization}/cloudtrail/{receivedAt.UtcDateTime:yyyy'/'MM'/'dd}/{batchId:D}.json.gz");
}
