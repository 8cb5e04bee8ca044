namespace Raposa.DemoWorld.Estate;

/// <summary>Ids, each decided by the seed and by what it names alone, so that nothing depends on the order of building.</summary>
internal sealed class Ids(int seed)
{
    private readonly Dice _dice = new((ulong)seed);

    /// <summary>Dice for a thing of that name.</summary>
    public Dice Dice(params ReadOnlySpan<string> name) => _dice.Fork(string.Join('/', name!));

    /// <summary>As EC2 writes ids: <c>vpc-</c> and 17 hexadecimal digits.</summary>
    public string Ec2(string prefix, params ReadOnlySpan<string> name) => $"{prefix}-{_dice.Fork($"{prefix}/{string.Join('/', name!)}").Hex(17)}";

    public string Uuid(params ReadOnlySpan<string> name) => Dice(name).Uuid();

    public string Hex(int length, params ReadOnlySpan<string> name) => Dice(name).Hex(length);

    /// <summary>Upper-case letters and digits.</summary>
    public string Base32(int length, params ReadOnlySpan<string> name) => Dice(name).Id(length);
}
