namespace Raposa.Reconciliation;

/// <summary>Whether a sensor's machine can be one of AWS's at all, by what its record says of cloud, hardware and product.</summary>
internal static class SensorScope
{
    /// <summary>Null for a machine of AWS; else what it is instead.</summary>
    public static (CoverageClass Class, VerdictReason Reason)? ElsewhereOf(SensorFacts sensor) => sensor switch
    {
        { Provider: { } provider } when !IsAws(provider) => (CoverageClass.OutOfScope, VerdictReason.OtherCloud),
        { Provider: not null } or { InstanceId: not null } or { IsEc2Hardware: true } => null,
        { ProductType: "Workstation" } => (CoverageClass.OutOfScope, VerdictReason.Workstation),
        { IsEc2Hardware: false } => (CoverageClass.OutOfScope, VerdictReason.OnPremises),
        _ => (CoverageClass.Unknown, VerdictReason.OriginUnknown),
    };

    /// <summary>Null where nothing is said.</summary>
    public static bool? IsEc2Hardware(string? serialNumber, string? manufacturer) =>
        serialNumber?.StartsWith("ec2", StringComparison.OrdinalIgnoreCase) == true
        || manufacturer?.StartsWith("Amazon", StringComparison.OrdinalIgnoreCase) == true ? true
        : string.IsNullOrEmpty(serialNumber) && string.IsNullOrEmpty(manufacturer) ? null
        : false;

    // AWS_EC2 in older records, AWS_EC2_V2 since.
    private static bool IsAws(string provider) => provider.StartsWith("AWS", StringComparison.OrdinalIgnoreCase);
}
