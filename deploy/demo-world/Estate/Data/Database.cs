using System.Collections.Immutable;
using Raposa.DemoWorld.Estate.Network;

namespace Raposa.DemoWorld.Estate.Data;

/// <summary>One RDS instance.</summary>
/// <param name="Groups">Ids of its security groups.</param>
internal sealed record Database(
    string Name, string Engine, string Version, string Class, int Gigabytes, Subnet Subnet, string PrivateIp, string Interface, ImmutableArray<string> Groups, string Endpoint)
{
    public string? PublicIp { get; init; }

    public bool IsEncrypted { get; init; } = true;

    public bool IsMultiZone { get; init; }

    public int BackupDays { get; init; } = 14;

    public bool IsProtected { get; init; } = true;

    public int Port => Engine.StartsWith("mysql", StringComparison.Ordinal) ? 3306 : 5432;

    public DateTimeOffset CreatedAt { get; init; }

    public string Owner { get; init; } = "platform";
}
