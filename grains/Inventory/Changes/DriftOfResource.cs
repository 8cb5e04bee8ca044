using System.Text.Json;

namespace Raposa.Inventory;

/// <summary>Says of a resource what kind of drift it is, and where it changed.</summary>
internal static class DriftOfResource
{
    public static ResourceDrift Of(ResourceKey key, StoredDrift stored)
    {
        var drift = new ResourceDrift
        {
            Key = key,
            Kind = stored.Old is null ? DriftKind.Added : stored.New is null ? DriftKind.Removed : DriftKind.Changed,
            VendorChangedAt = stored.VendorChangedAt,
            LearnedAt = stored.LearnedAt,
        };
        if (stored.Old is null || stored.New is null)
        {
            return drift;
        }

        using var old = JsonDocument.Parse(stored.Old);
        using var now = JsonDocument.Parse(stored.New);
        var changes = DocumentDiff.Of(old.RootElement, now.RootElement).ToList();
        return drift with { Changes = [.. changes.Take(ResourceDrift.MostChanges)], ChangeCount = changes.Count };
    }
}
