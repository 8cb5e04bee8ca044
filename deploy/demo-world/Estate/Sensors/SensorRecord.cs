using Raposa.DemoWorld.Estate.Fleets;

namespace Raposa.DemoWorld.Estate.Sensors;

/// <summary>One record of the Falcon tenant, compact: there are tens of thousands. Everything it says is worked out when it is read.</summary>
/// <param name="Id">The agent id.</param>
/// <param name="Slot">Null for machines that are no EC2 instances.</param>
/// <param name="Copy">0, or the number of a second record that a reinstalled sensor made.</param>
internal readonly record struct SensorRecord(UInt128 Id, Slot? Slot, int Generation, byte Copy, ForeignHost? Foreign)
{
    /// <summary>32 hexadecimal digits.</summary>
    public string DeviceId => Id.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A machine outside AWS: a laptop, or a server of another cloud.</summary>
internal sealed record ForeignHost(string Name, string Kind, string SerialNumber, int Number)
{
    public const string Laptop = "laptop", Azure = "azure";
}
