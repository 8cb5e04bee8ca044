using System.Collections.Immutable;
using static Raposa.Posture.Assessment;

namespace Raposa.Posture;

/// <summary>The requirements of the other frameworks that checks are evidence for. A technical one is met in part by them, never as a whole.</summary>
internal static class OtherControls
{
    public static ImmutableArray<Control> Soc2 { get; } =
    [
        new("CC6.1", "Logical access is restricted by software and infrastructure.", Automated),
        new("CC6.2", "Credentials are issued to who is registered and removed from who is not.", Automated),
        new("CC6.3", "Access is given by role, with least privilege and separated duties.", Automated),
        new("CC6.6", "What is reached from outside the boundary is protected.", Automated),
        new("CC6.7", "Information is protected while it is moved and taken away.", Automated),
        new("CC6.8", "Software that nobody authorized is prevented or found.", Automated),
        new("CC7.1", "Changes of configuration and new weaknesses are found.", Automated),
        new("CC7.2", "Components are watched for anomalies.", Automated),
        new("CC7.3", "Security events are evaluated.", Process),
        new("CC7.4", "Incidents are responded to.", Process),
        new("CC7.5", "Incidents are recovered from.", Process),
        new("CC8.1", "Changes are authorized, tested and approved.", Manual),
        new("A1.2", "Data is backed up, and the environment can be recovered.", Automated),
        new("C1.1", "Confidential information is identified and kept.", Automated),
    ];

    public static ImmutableArray<Control> Iso { get; } =
    [
        new("A.5.15", "Access control.", Automated),
        new("A.5.16", "Identity management.", Automated),
        new("A.5.17", "Authentication information.", Automated),
        new("A.5.18", "Access rights.", Automated),
        new("A.5.23", "Information security for the use of cloud services.", Manual),
        new("A.5.24", "Planning for incidents.", Process),
        new("A.5.25", "Assessment of events.", Process),
        new("A.5.26", "Response to incidents.", Process),
        new("A.5.27", "Learning from incidents.", Process),
        new("A.5.28", "Collection of evidence.", Process),
        new("A.8.2", "Privileged access rights.", Automated),
        new("A.8.3", "Restriction of access to information.", Automated),
        new("A.8.5", "Secure authentication.", Automated),
        new("A.8.7", "Protection against malware.", Automated),
        new("A.8.8", "Management of technical vulnerabilities.", Automated),
        new("A.8.9", "Configuration management.", Automated),
        new("A.8.12", "Prevention of data leakage.", Automated),
        new("A.8.13", "Backup.", Automated),
        new("A.8.14", "Redundancy.", Automated),
        new("A.8.15", "Logging.", Automated),
        new("A.8.16", "Monitoring.", Automated),
        new("A.8.20", "Security of networks.", Automated),
        new("A.8.22", "Segregation of networks.", Automated),
        new("A.8.24", "Use of cryptography.", Automated),
    ];

    public static ImmutableArray<Control> Nist { get; } =
    [
        new("ID.RA-01", "Weaknesses of assets are found and recorded.", Automated),
        new("PR.AA-01", "Identities and credentials are managed.", Automated),
        new("PR.AA-03", "Users, services and hardware are authenticated.", Automated),
        new("PR.AA-05", "Permissions are managed by least privilege and reviewed.", Automated),
        new("PR.DS-01", "Data at rest is protected.", Automated),
        new("PR.DS-02", "Data in transit is protected.", Automated),
        new("PR.DS-11", "Backups are made, protected and tested.", Automated),
        new("PR.PS-01", "Configuration is managed.", Automated),
        new("PR.PS-02", "Software is maintained and replaced.", Automated),
        new("PR.PS-04", "Logs are made for monitoring.", Automated),
        new("PR.IR-01", "Networks are protected from access that is not allowed.", Automated),
        new("PR.IR-04", "There is enough capacity to stay available.", Automated),
        new("DE.CM-01", "Networks are watched.", Automated),
        new("DE.CM-03", "Activity of people and use of technology are watched.", Automated),
        new("DE.CM-09", "Computing and its data are watched.", Automated),
        new("RS.MA-01", "The plan for incidents is carried out.", Process),
    ];

    public static ImmutableArray<Control> Pci { get; } =
    [
        new("1.2.5", "Services, protocols and ports that are allowed are few and known.", Automated),
        new("1.3.1", "Inbound traffic is restricted to what is needed.", Automated),
        new("1.3.2", "Outbound traffic is restricted to what is needed.", Automated),
        new("1.4.4", "What stores card data is not reachable from untrusted networks.", Automated),
        new("2.2.1", "Configuration follows a standard.", Automated),
        new("3.5.1", "Stored card numbers are unreadable.", Automated),
        new("3.6.1", "Keys are protected.", Automated),
        new("3.7.4", "Keys are changed at the end of their time.", Automated),
        new("4.2.1", "Strong cryptography protects what crosses open networks.", Automated),
        new("6.3.1", "Weaknesses are found and ranked.", Automated),
        new("6.3.3", "Patches are installed.", Automated),
        new("6.4.2", "Something stands before public web applications and stops attacks.", Automated),
        new("7.2.1", "Access is given by what a task needs.", Automated),
        new("7.2.2", "Privileges are the least that do.", Automated),
        new("7.2.5", "Accounts of applications have the least privileges.", Automated),
        new("8.2.6", "Accounts that were not used for 90 days are removed.", Automated),
        new("8.3.6", "Passwords are long and mixed.", Automated),
        new("8.3.7", "Passwords do not come again.", Automated),
        new("8.3.9", "Passwords change, or the risk is watched.", Automated),
        new("8.4.2", "Access takes a second factor.", Automated),
        new("8.6.3", "Secrets of applications change.", Automated),
        new("10.2.1", "Audit logs are on.", Automated),
        new("10.3.2", "Audit logs cannot be changed.", Automated),
        new("10.3.4", "A change of audit logs is noticed.", Automated),
        new("10.5.1", "Audit logs are kept for a year.", Automated),
        new("11.5.1", "Intrusions are found.", Automated),
    ];
}
