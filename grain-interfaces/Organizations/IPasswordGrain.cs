using Orleans;

namespace Raposa.Organizations;

/// <summary>
/// Hashes and verifies passwords, which takes tens of milliseconds of a core by intent. A stateless worker keyed
/// <c>"passwords"</c>: it works beside the grain that waits for it, on no more than all cores at once.
/// </summary>
[PlatformGrain, Alias("raposa.password-grain")]
public interface IPasswordGrain : IGrainWithStringKey
{
    /// <summary>What to keep of a password.</summary>
    [Alias("hash")]
    Task<string> Hash(string password);

    /// <summary>Whether it is the password that was hashed. With no hash: false, in the same time.</summary>
    [Alias("verify")]
    Task<bool> Verify(string password, string? hash);
}
