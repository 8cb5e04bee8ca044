using System.Collections.Immutable;

namespace Raposa.Posture;

/// <summary>What checks of one kind are evidence for, in the frameworks that speak of kinds rather than of AWS.</summary>
internal static class Controls
{
    public static ImmutableArray<ControlReference> PublicAccess { get; } = Of("CC6.1 CC6.6", "A.8.3 A.8.12", "PR.AA-05 PR.IR-01", "1.3.1 1.4.4");

    public static ImmutableArray<ControlReference> EncryptionAtRest { get; } = Of("CC6.1 C1.1", "A.8.24", "PR.DS-01", "3.5.1");

    public static ImmutableArray<ControlReference> EncryptionInTransit { get; } = Of("CC6.7", "A.8.24", "PR.DS-02", "4.2.1");

    public static ImmutableArray<ControlReference> KeyManagement { get; } = Of("CC6.1", "A.8.24", "PR.DS-01", "3.6.1 3.7.4");

    public static ImmutableArray<ControlReference> Logging { get; } = Of("CC7.2", "A.8.15", "PR.PS-04", "10.2.1");

    public static ImmutableArray<ControlReference> LogProtection { get; } = Of("CC7.2", "A.8.15", "PR.PS-04", "10.3.2 10.3.4");

    public static ImmutableArray<ControlReference> LogRetention { get; } = Of("CC7.2", "A.8.15", "PR.PS-04", "10.5.1");

    public static ImmutableArray<ControlReference> Activity { get; } = Of("", "", "DE.CM-03", "");

    public static ImmutableArray<ControlReference> Malware { get; } = Of("CC6.8", "A.8.7", "", "");

    public static ImmutableArray<ControlReference> Monitoring { get; } = Of("CC7.1 CC7.2", "A.8.16", "DE.CM-01 DE.CM-09", "11.5.1");

    public static ImmutableArray<ControlReference> Vulnerabilities { get; } = Of("CC7.1", "A.8.8", "ID.RA-01", "6.3.1");

    public static ImmutableArray<ControlReference> Patching { get; } = Of("CC7.1", "A.8.8", "PR.PS-02", "6.3.3");

    public static ImmutableArray<ControlReference> SecondFactor { get; } = Of("CC6.1", "A.8.5", "PR.AA-03", "8.4.2");

    public static ImmutableArray<ControlReference> Passwords { get; } = Of("CC6.1", "A.5.17 A.8.5", "PR.AA-01", "8.3.6");

    public static ImmutableArray<ControlReference> PasswordAge { get; } = Of("CC6.1", "A.5.17", "PR.AA-01", "8.3.9");

    public static ImmutableArray<ControlReference> PasswordReuse { get; } = Of("CC6.1", "A.5.17", "PR.AA-01", "8.3.7");

    public static ImmutableArray<ControlReference> Secrets { get; } = Of("CC6.1 CC6.2", "A.5.17", "PR.AA-01", "8.6.3");

    public static ImmutableArray<ControlReference> Disuse { get; } = Of("CC6.2 CC6.3", "A.5.16 A.5.18", "PR.AA-01", "8.2.6");

    public static ImmutableArray<ControlReference> LeastPrivilege { get; } = Of("CC6.3", "A.5.15 A.5.18 A.8.2", "PR.AA-05", "7.2.1 7.2.2");

    public static ImmutableArray<ControlReference> Workloads { get; } = Of("CC6.1 CC6.3", "A.5.15 A.8.2", "PR.AA-05", "7.2.5");

    public static ImmutableArray<ControlReference> NetworkIngress { get; } = Of("CC6.6", "A.8.20 A.8.22", "PR.IR-01", "1.2.5 1.3.1");

    public static ImmutableArray<ControlReference> NetworkEgress { get; } = Of("CC6.6", "A.8.20 A.8.22", "PR.IR-01", "1.3.2");

    public static ImmutableArray<ControlReference> WebProtection { get; } = Of("CC6.6", "A.8.20", "PR.IR-01", "6.4.2");

    public static ImmutableArray<ControlReference> Backup { get; } = Of("A1.2", "A.8.13", "PR.DS-11", "");

    public static ImmutableArray<ControlReference> Availability { get; } = Of("A1.2", "A.8.14", "PR.IR-04", "");

    public static ImmutableArray<ControlReference> Configuration { get; } = Of("CC7.1", "A.8.9", "PR.PS-01", "2.2.1");

    public static ControlReference Cis(string control) => new(Frameworks.Cis, control);

    private static ImmutableArray<ControlReference> Of(string soc2, string iso, string nist, string pci) =>
        [.. Each(Frameworks.Soc2, soc2), .. Each(Frameworks.Iso, iso), .. Each(Frameworks.Nist, nist), .. Each(Frameworks.Pci, pci)];

    private static IEnumerable<ControlReference> Each(string framework, string controls) =>
        controls.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(control => new ControlReference(framework, control));
}
