namespace Raposa.DemoWorld.Estate.Fleets;

/// <summary>The machine images that a region's instances run from.</summary>
internal sealed record ImageCatalog(MachineImage Base, MachineImage Node, MachineImage Web, MachineImage Worker, MachineImage Windows)
{
    public IEnumerable<MachineImage> All => [Base, Node, Web, Worker, Windows];

    public static ImageCatalog Of(RegionEstate region)
    {
        MachineImage Own(string name, string created) =>
            new(region.Id("ami", name), name, region.Account.Id, false, created, region.Id("snap", name));

        // The images of vendors are the same for every account of a region.
        MachineImage Theirs(string name, string owner, string created, bool isWindows = false) =>
            new(region.Ids.Ec2("ami", region.Name, name), name, owner, isWindows, created, region.Ids.Ec2("snap", region.Name, name));

        return new(
            Theirs("al2023-ami-2023.6.20250107.0-kernel-6.1-x86_64", "900100209101", "2025-01-08T19:31:04.000Z"),
            Theirs("amazon-eks-node-al2023-x86_64-standard-1.31-v20250103", "900100209102", "2025-01-04T02:11:47.000Z"),
            Own("corvina-web-golden-42", "2025-02-11T09:02:33.000Z"),
            Own("corvina-worker-golden-17", "2024-11-29T15:48:10.000Z"),
            Theirs("Windows_Server-2019-English-Full-Base-2024.12.13", "900100209103", "2024-12-13T05:20:00.000Z", isWindows: true));
    }
}

/// <param name="Created">As EC2 writes it, with milliseconds.</param>
internal sealed record MachineImage(string Id, string Name, string Owner, bool IsWindows, string Created, string Snapshot);
