namespace Raposa.Inventory;

/// <summary>Bound from the configuration section <c>Raposa</c>.</summary>
public sealed class InventoryOptions
{
    /// <summary>Days for which snapshots are kept where an organization's plan says nothing else.</summary>
    public int SnapshotDays { get; set; } = 400;
}
