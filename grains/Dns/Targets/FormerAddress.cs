namespace Raposa.Dns.Targets;

/// <summary>An elastic address that an account of the organization once had, as an older snapshot of it says.</summary>
internal sealed record FormerAddress(string PublicIp, string AccountId, string? Region);
