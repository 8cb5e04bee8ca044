namespace Raposa.DemoWorld.Estate;

/// <summary>How large the company is, and when its story is told from. The same options give the same estate.</summary>
/// <param name="Seed">All chance.</param>
/// <param name="Anchor">When the demo's day ends: what is planted happened before it, by so many hours or days.</param>
/// <param name="Instances">About so many EC2 instances live at any time, over all accounts and regions.</param>
/// <param name="FalconHosts">Records in the Falcon tenant; most of them are ghosts.</param>
internal sealed record EstateOptions(
    int Seed, DateTimeOffset Anchor, int Accounts = 3, int Regions = 3, int Instances = 500, int FalconHosts = 50_000);
