using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Raposa.Posture;

/// <summary>The frameworks that checks are evidence for, with the requirements of each that the platform knows.</summary>
/// <remarks>Numbers, titles and how they are assessed of CIS AWS Foundations 7.0.0 as Prowler's table has them (Apache-2.0); the others' titles in our words.</remarks>
internal static class Frameworks
{
    public const string Cis = "cis-aws-7.0";
    public const string Soc2 = "soc2";
    public const string Iso = "iso27001-2022";
    public const string Nist = "nist-csf-2.0";
    public const string Pci = "pci-dss-4.0.1";

    public static ImmutableArray<Framework> All { get; } =
    [
        new(Cis, "CIS Amazon Web Services Foundations Benchmark", "7.0.0", CisControls.All),
        new(Soc2, "SOC 2 trust services criteria", "2017, points of focus of 2022", OtherControls.Soc2),
        new(Iso, "ISO/IEC 27001, annex A", "2022", OtherControls.Iso),
        new(Nist, "NIST Cybersecurity Framework", "2.0", OtherControls.Nist),
        new(Pci, "PCI DSS", "4.0.1", OtherControls.Pci),
    ];

    private static readonly FrozenDictionary<ControlReference, Control> Controls = All
        .SelectMany(framework => framework.Controls.Select(control => (new ControlReference(framework.Id, control.Id), control)))
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.control);

    public static Framework? Find(string id) => All.FirstOrDefault(framework => framework.Id == id);

    public static Control? Find(ControlReference reference) => Controls.GetValueOrDefault(reference);
}

/// <summary>A framework with its requirements, in its own order.</summary>
internal sealed record Framework(string Id, string Title, string Version, ImmutableArray<Control> Controls);

/// <summary>A requirement.</summary>
/// <param name="Assessment">How it is found out whether it is met.</param>
internal sealed record Control(string Id, string Title, Assessment Assessment);

internal enum Assessment
{
    /// <summary>By what is collected.</summary>
    Automated,

    /// <summary>By a person; what is collected is evidence for it at the most.</summary>
    Manual,

    /// <summary>By how the organization works: what the platform records of incidents.</summary>
    Process,
}
